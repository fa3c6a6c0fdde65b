// From a decision to a state: the only place that maps the library's steps to states. SPDX-License-Identifier: MIT
#ifndef SERVICE_JUDGE_HPP
#define SERVICE_JUDGE_HPP

#include "message.hpp"

namespace service {

/// How patient the service is, and the operator's own judgements.
struct policies {
    double give_up_hours = 24;      ///< Of retries, before a person is asked.
    double redelivery_minutes = 15; ///< At least, after a report of failure: longer than webhooks overtake each other.
    double retry_share = 0.1;       ///< How many retries a message that goes through earns.
    std::vector<te::amendment> amendments{};

    [[nodiscard]] te::retry_policy policy_for(const te::history& facts) const {
        const auto milliseconds_of = [](double minutes) { return static_cast<std::uint64_t>(minutes * 60000); };
        te::retry_policy result = facts.exists() ? te::delivery_policy : te::request_policy;
        result.deadline = te::delay{milliseconds_of(give_up_hours * 60)};
        if (facts.exists()) { // with equal jitter a wait is at least half of the nominal one
            result.base_ms = std::max(result.base_ms, 2 * milliseconds_of(redelivery_minutes));
            result.cap_ms = std::max(result.cap_ms, result.base_ms);
        } else { // an outage may be long, and retries are limited by the budget and the deadline: not by their number
            result.max_attempts = 1000;
            result.cap_ms = milliseconds_of(5);
            result.jitter = te::jitter::full;
        }
        return result;
    }
};

/// A limit for retries across all messages. As in gRPC (A6): what goes through earns a share of a retry, a retry costs one. Unlike
/// there, time earns one in a second too: without new messages the retries would wait for ever.
class retry_budget {
public:
    explicit retry_budget(double most = 100) : most_(most), tokens_(most) {}

    void earn(double share) { tokens_ = std::min(most_, tokens_ + share); }
    /// Takes one retry. \return whether there was one
    [[nodiscard]] bool take(std::int64_t now_ms) {
        earn(last_ms_ != 0 ? static_cast<double>(std::max(std::int64_t{0}, now_ms - last_ms_)) / 1000 : 0);
        last_ms_ = now_ms;
        const bool is_there = tokens_ >= 1;
        tokens_ -= is_there ? 1 : 0;
        return is_there;
    }

private:
    double most_, tokens_;
    std::int64_t last_ms_{0};
};

struct next_state {
    std::string_view name;
    te::delay due{};
};

/// What the program does for each step. The switches have no default, so that the compiler warns about a step that is not handled.
/// \param looked  whether a look-up has just told about the message. \param too_late  whether it must not be held any longer
[[nodiscard]] inline next_state state_of(const te::decision& next, const te::history& facts, bool looked, bool too_late) {
    const bool only_unconfirmed = facts.outcome() == te::outcome::unconfirmed && !facts.contradictory();
    const next_state again{state::queued, next.delay};
    switch (next.step) {
    case te::step::none:
        switch (next.reason) {
        case te::reason::not_final: return {state::accepted, next.delay};
        case te::reason::not_reported: return {state::unreported};
        case te::reason::cancelled: return {state::cancelled};
        default:
            return next.receipt == te::receipt::yes ? next_state{state::delivered} : next_state{state::unknown, te::delay{60000}};
        }
    case te::step::retry: return again;
    case te::step::hold: // Until an end that the calendar knows; anything else ends when a resend goes through, or with `too_late`.
        return next.reason == te::reason::on_hold && next.basis != te::basis::amended &&
                       te::classify(next.governing_code).wait == te::wait::fixed_24_hours
                   ? next_state{state::held, next.delay}
                   : again;
    case te::step::fix_first: {
        // Some of it time cures too, and some the program itself by sending more slowly: the pause that follows does that.
        const bool timed =
            next.delay.known() && (te::classify(next.governing_code).wait != te::wait::none || next.basis == te::basis::amended);
        if (too_late || (!timed && next.actor() != te::actor::program)) {
            return {state::needs_person};
        }
        return next.delay.known() ? again : next_state{state::queued, te::delay{60000}};
    }
    case te::step::stop:
        return {next.consent == te::consent::opted_out ? state::suppressed
                : next.reason == te::reason::permanent ? state::failed
                : only_unconfirmed                     ? state::unconfirmed
                                                       : state::needs_person};
    case te::step::reconcile:
        return looked && only_unconfirmed ? next_state{state::unconfirmed}
                                          : next_state{facts.exists() ? state::accepted : state::unknown, next.delay};
    }
    return {state::needs_person};
}

} // namespace service

#endif
