// The simulation: the clients that are compared. SPDX-License-Identifier: MIT
#include "clients.hpp"

#include <algorithm>
#include <unordered_map>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/sdk_comparison.hpp>

namespace simulation {

namespace {

namespace te = telnyx::errors;
using fake_telnyx::answer;
using fake_telnyx::reply;

bool is_answered(const reply& what) {
    return what.how != answer::closed && what.how != answer::refused && what.how != answer::truncated;
}

bool is_success(const reply& what) { return is_answered(what) && what.status >= 200 && what.status < 300; }

bool is_failure(const std::string& status) { return status != "sent" && status != "delivered" && !status.empty(); }

class send_once : public client {
public:
    explicit send_once(surroundings& around) : around_(around) {}
    void start(std::size_t which) override { around_.send(which); }
    void answer(std::size_t /*which*/, const reply& /*what*/) override {}
    void timer(std::size_t which) override { around_.send(which); }
    void webhook(std::ptrdiff_t /*which*/, const fake_telnyx::webhook& /*hook*/) override {}

protected:
    surroundings& around_;
};

class official_sdk : public send_once {
public:
    using send_once::send_once;
    void answer(std::size_t which, const reply& what) override {
        constexpr std::uint32_t retries = 2;
        std::uint32_t& done = retries_[which];
        if ((is_answered(what) && !te::sdk_resends(what.status)) || done == retries) {
            return;
        }
        const std::int64_t nominal = std::min<std::int64_t>(std::int64_t{500} << done, 8000);
        ++done;
        const te::retry_hint hint = te::read_retry_hint(what.headers, te::instant(around_.now() / 1000));
        const auto off = static_cast<std::int64_t>(
            std::uint64_t{around_.random_bits(which, done)} * (static_cast<std::uint64_t>(nominal) / 4) >> 32U);
        const bool hinted = hint.delay.known() && !hint.rate_limit_only;
        around_.wake(which, around_.now() + (hinted ? static_cast<std::int64_t>(hint.delay.milliseconds()) : nominal - off));
    }

private:
    std::unordered_map<std::size_t, std::uint32_t> retries_;
};

// The same budgets and delays as ours, for every failure of a request and of a delivery.
class naive : public send_once {
public:
    using send_once::send_once;
    void answer(std::size_t which, const reply& what) override {
        if (!is_success(what)) {
            again(which, requests_[which], te::request_policy);
        }
    }
    void webhook(std::ptrdiff_t which, const fake_telnyx::webhook& hook) override {
        if (which >= 0 && hook.event == "message.finalized" && is_failure(hook.status)) {
            const auto place = static_cast<std::size_t>(which);
            requests_[place] = 0;
            again(place, deliveries_[place], te::delivery_policy);
        }
    }

private:
    void again(std::size_t which, std::uint32_t& attempts, const te::retry_policy& policy) {
        if (++attempts < policy.max_attempts) {
            const std::uint64_t wait = te::backoff_ms(policy, attempts, around_.random_bits(which, attempts));
            around_.wake(which, around_.now() + static_cast<std::int64_t>(wait));
        }
    }

    std::unordered_map<std::size_t, std::uint32_t> requests_, deliveries_;
};

// Knows the world: it sends when the message will arrive, knows what was accepted, and never sends in vain.
class oracle : public client {
public:
    explicit oracle(surroundings& around) : around_(around) {}
    void start(std::size_t which) override { timer(which); }
    void timer(std::size_t which) override {
        const std::optional<milliseconds> when = around_.foresee(which);
        if (when && *when > around_.now()) {
            around_.wake(which, *when);
        } else if (when) {
            around_.send(which);
        }
    }
    void answer(std::size_t which, const reply& what) override {
        if (what.message_id.empty()) {
            const te::retry_hint hint = te::read_retry_hint(what.headers, te::instant(around_.now() / 1000));
            around_.wake(which, around_.now() + std::max<std::int64_t>(static_cast<std::int64_t>(hint.delay.milliseconds()), 500));
        }
    }
    void webhook(std::ptrdiff_t which, const fake_telnyx::webhook& hook) override {
        if (which >= 0 && hook.event == "message.finalized" && is_failure(hook.status)) {
            timer(static_cast<std::size_t>(which));
        }
    }

private:
    surroundings& around_;
};

// What a look-up finds is a delivery, or is resent as one.
constexpr te::retry_policy make_lookup_policy() {
    te::retry_policy policy{};
    policy.base_ms = te::delivery_policy.base_ms;
    policy.cap_ms = te::delivery_policy.cap_ms;
    return policy;
}

constexpr te::retry_policy lookup_policy = make_lookup_policy();

// The decisions of the library, a board of pauses, and look-ups: what examples/service does.
class ours : public client {
public:
    explicit ours(surroundings& around) : around_(around) {}

    void start(std::size_t which) override {
        states_[which].first = around_.now();
        try_to_send(which);
    }

    void timer(std::size_t which) override {
        state& it = states_[which];
        if (around_.now() < it.due) {
            return; // the plan has changed since
        }
        if (it.next == next_step::send) {
            try_to_send(which);
        } else if (it.next == next_step::look_up) {
            const reply found = around_.look_up(which, it.telnyx_id);
            te::situation here = situation_of(which, it.attempts);
            here.elapsed_ms = static_cast<std::uint64_t>(around_.now() - it.sent);
            here.http_status = found.status;
            act(which, te::decide_lookup(te::read(found.body, te::phase::record), here, lookup_policy));
        }
    }

    void answer(std::size_t which, const reply& what) override {
        state& it = states_[which];
        te::situation here = situation_of(which, it.attempts);
        here.phase = te::phase::request;
        te::decision next;
        if (is_answered(what)) {
            here.http_status = what.status;
            here.retry_after = te::read_retry_hint(what.headers, here.time);
            const te::report said = te::read(what.body, te::phase::request);
            it.telnyx_id = said.kind() == te::kind::message ? std::string{said.message_id()} : it.telnyx_id;
            next = te::decide(said, here, te::request_policy);
        } else {
            here.never_left = what.how == answer::refused;
            it.attempts -= here.never_left ? 1U : 0U; // nothing was attempted that Telnyx saw
            next = te::decide(0, here, te::request_policy);
        }
        if (next.scope != te::scope::platform && next.reason != te::reason::never_left) {
            board_.succeeded();
        }
        if (it.final) {
            return; // a webhook overtook the answer
        }
        act(which, next);
    }

    void webhook(std::ptrdiff_t which, const fake_telnyx::webhook& hook) override {
        const te::report said = te::read(hook.bytes(hook.url, hook.attempt), te::phase::delivery);
        te::situation here;
        here.phase = te::phase::delivery;
        if (which < 0) {
            message_ids ids;
            ids.profile = said.messaging_profile_id();
            ids.recipient = said.sender();
            board_.add(te::decide(said, here), ids, around_.now());
            return;
        }
        const auto place = static_cast<std::size_t>(which);
        state& it = states_[place];
        if (it.final) {
            return;
        }
        it.telnyx_id = said.message_id();
        if (said.final_event()) {
            here = situation_of(place, ++it.deliveries);
            here.phase = te::phase::delivery;
            act(place, te::decide(said, here, te::delivery_policy));
        }
    }

private:
    enum class next_step { nothing, send, look_up };
    struct state {
        std::uint32_t attempts = 0;   // requests since the last acceptance
        std::uint32_t deliveries = 0; // failed ones
        milliseconds first = 0, sent = 0, due = 0;
        std::string telnyx_id{};
        next_step next = next_step::nothing;
        bool final = false;
    };
    [[nodiscard]] te::situation situation_of(std::size_t which, std::uint32_t attempt) {
        te::situation here;
        here.attempt = attempt;
        here.elapsed_ms = static_cast<std::uint64_t>(around_.now() - states_[which].first);
        here.time = te::instant(around_.now() / 1000);
        here.random_bits = around_.random_bits(which, attempt);
        return here;
    }

    void try_to_send(std::size_t which) {
        state& it = states_[which];
        const milliseconds from = board_.ask(around_.about(which).ids, around_.now());
        if (from == board::never) {
            it.final = true; // a person's turn, or the recipient's
        } else if (from > around_.now()) {
            // Spread, so that what was held together does not come back together.
            plan(which, next_step::send, from + around_.random_bits(which, 0) % 1000);
        } else {
            ++it.attempts;
            it.sent = around_.now();
            it.telnyx_id.clear();
            it.next = next_step::nothing;
            around_.send(which);
        }
    }

    void plan(std::size_t which, next_step next, milliseconds when) {
        states_[which].next = next;
        states_[which].due = when;
        around_.wake(which, when);
    }

    void act(std::size_t which, const te::decision& what) {
        state& it = states_[which];
        board_.add(what, around_.about(which).ids, around_.now());
        const bool timed = what.delay.known() || what.not_before.known();
        const milliseconds when = what.delay.known() ? around_.now() + static_cast<milliseconds>(what.delay.milliseconds())
                                                     : what.not_before.unix_seconds() * 1000;
        switch (what.step) {
        case te::step::none:
            if (what.reason == te::reason::not_final && timed) {
                it.attempts = 0;
                plan(which, next_step::look_up, when);
            } else {
                it.final = true;
                it.next = next_step::nothing;
            }
            return;
        case te::step::reconcile: plan(which, next_step::look_up, when); return;
        case te::step::hold:
        case te::step::fix_first:
            if (timed) {
                it.attempts = 0; // after a hold the attempts start again
                plan(which, next_step::send, when);
                return;
            }
            break;
        case te::step::retry: plan(which, next_step::send, when); return;
        case te::step::stop: break;
        }
        it.final = true;
        it.next = next_step::nothing;
    }

    surroundings& around_;
    std::unordered_map<std::size_t, state> states_;
    board board_;
};

template <class Client>
std::unique_ptr<client> make(surroundings& around) {
    return std::make_unique<Client>(around);
}

} // namespace

const std::vector<contender>& contenders() {
    static const std::vector<contender> all{
        {"telnyx-errors", "decides by code, pauses what fails in the same way, looks up what may have been sent", make<ours>},
        {"official SDK", "its defaults: 2 retries after 408, 409, 429, 5xx and no answer; no reaction to webhooks",
         make<official_sdk>},
        {"naive", "retries every failure of a request and of a delivery, with the attempts and delays of telnyx-errors",
         make<naive>},
        {"send once", "a lower bound: never retries", make<send_once>},
        {"oracle", "an upper bound: knows which requests will succeed, and what was accepted", make<oracle>},
    };
    return all;
}

} // namespace simulation
