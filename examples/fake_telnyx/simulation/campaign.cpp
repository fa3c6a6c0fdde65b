// The simulation: campaigns in virtual time. SPDX-License-Identifier: MIT
#include "campaign.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <unordered_map>

#include "random.hpp"

namespace simulation {

namespace {

using fake_telnyx::answer;
using fake_telnyx::draw;
using fake_telnyx::reply;

constexpr milliseconds second = 1000;
constexpr milliseconds minute = 60 * second;
constexpr milliseconds hour = 60 * minute;
constexpr milliseconds start_of_campaign = 1772467200000; // 2026-03-02T16:00:00Z, a Monday, 8:00 in Los Angeles
constexpr milliseconds latency = 100;
constexpr milliseconds time_out = 10 * second; // until a lost answer is noticed

class runner : public surroundings {
public:
    runner(const world_row& world, const contender& who, std::uint64_t seed, std::size_t count)
        : seed_(seed), world_(seed, 1), client_(who.make(*this)) {
        world_.profile_webhook_url = "sim://profile";
        for (fake_telnyx::outage each : world.outages) {
            each.from += start_of_campaign;
            each.until += start_of_campaign;
            world_.add_outage(each);
        }
        for (std::size_t i = 0; i != count; ++i) {
            add_message(world, i, count);
        }
    }

    result run() {
        while (true) {
            const auto event = world_.next_event();
            if (tasks_.empty() && !event) {
                break;
            }
            if (event && (tasks_.empty() || *event <= tasks_.top().due)) {
                now_ = std::max(now_, *event);
                for (const fake_telnyx::webhook& each : world_.advance(now_)) {
                    const auto found = places_.find(each.client_id);
                    client_->webhook(found == places_.end() ? -1 : static_cast<std::ptrdiff_t>(found->second), each);
                    world_.webhook_done(each, true);
                }
                continue;
            }
            const task next = tasks_.top();
            tasks_.pop();
            now_ = std::max(now_, next.due);
            switch (next.what) {
            case kind::arrival: client_->start(next.which); break;
            case kind::timer: client_->timer(next.which); break;
            case kind::answer: {
                const reply answered = std::move(answers_[next.order]);
                answers_.erase(next.order);
                client_->answer(next.which, answered);
                break;
            }
            }
        }
        return sum_up();
    }

    [[nodiscard]] milliseconds now() const override { return now_; }
    [[nodiscard]] const message& about(std::size_t which) const override { return messages_[which]; }
    void send(std::size_t which) override {
        ++requests_[which];
        reply answered = world_.post(messages_[which].what, now_);
        const bool lost = answered.how == answer::closed || answered.how == answer::truncated;
        answers_[order_] = std::move(answered);
        tasks_.push({now_ + (lost ? time_out : latency), order_++, which, kind::answer});
    }
    void wake(std::size_t which, milliseconds when) override { tasks_.push({std::max(when, now_), order_++, which, kind::timer}); }
    [[nodiscard]] reply look_up(std::size_t which, const std::string& id) override {
        const std::string& url = messages_[which].what.webhook_url;
        return id.empty() ? world_.search({{"record_type", "messaging"}, {"delivery_status_webhook_url", url}}, 1, 20)
                          : world_.get(id, now_);
    }
    [[nodiscard]] std::optional<milliseconds> foresee(std::size_t which) const override {
        return world_.foresee(messages_[which].what, now_);
    }
    [[nodiscard]] std::uint32_t random_bits(std::size_t which, std::uint32_t attempt) const override {
        return static_cast<std::uint32_t>(draw(seed_, "client", messages_[which].id, attempt) >> 32U);
    }

private:
    enum class kind { arrival, timer, answer };
    struct task {
        milliseconds due;
        std::uint64_t order;
        std::size_t which;
        kind what;
        bool operator>(const task& other) const { return due != other.due ? due > other.due : order > other.order; }
    };

    void add_message(const world_row& world, std::size_t index, std::size_t count) {
        const std::size_t people = world.follow_up ? (count + 1) / 2 : count;
        const std::size_t person = index % people;
        const std::string key = std::to_string(person);
        auto share = static_cast<int>((draw(seed_, "scenario", key) >> 32U) % 1000);
        const char* name = world.mix.back().first;
        for (const auto& each : world.mix) {
            if (share < each.second) {
                name = each.first;
                break;
            }
            share -= each.second;
        }
        message made;
        made.id = "m" + std::to_string(index);
        made.what.to = {fake_telnyx::find_scenario(name)->number + std::to_string(1000000 + person)};
        made.what.from = "+1202555010" + std::to_string(person % 2);
        made.what.profile = "profile";
        // The number of a recipient chooses the scenario, so that those with the blocked text are its recipients.
        const bool blocked = std::string{name} == "content_refused";
        made.what.text = blocked ? "A text that is blocked" : index < people ? "The first message" : "The second message";
        made.what.webhook_url = "sim://webhooks/" + made.id;
        made.ids = {made.what.from,       "campaign", "brand", made.what.profile, "account", made.what.text,
                    made.what.to.front(), name,       "US"};
        made.arrival =
            start_of_campaign + (index < people ? 0 : hour) +
            static_cast<milliseconds>((draw(seed_, "arrival", key) >> 20U) % static_cast<std::uint64_t>(world.seconds * second));
        places_[made.id] = index;
        tasks_.push({made.arrival, order_++, index, kind::arrival});
        messages_.push_back(std::move(made));
        requests_.push_back(0);
    }

    [[nodiscard]] result sum_up() const {
        result sums;
        const fake_telnyx::ledger_counts counts = world_.books().counts();
        sums.sends = static_cast<std::int64_t>(counts.requests);
        sums.look_ups = static_cast<std::int64_t>(counts.lookups);
        sums.duplicates = static_cast<std::int64_t>(counts.duplicates);
        sums.after_opt_out = static_cast<std::int64_t>(counts.after_known);
        sums.futile = static_cast<std::int64_t>(counts.futile);
        sums.delivered.resize(messages_.size());
        for (const auto& each : world_.books().entries()) {
            const std::size_t place = places_.at(each.first.first);
            if (each.second.handset != 0) {
                sums.delivered[place] = true;
                sums.waits.push_back(each.second.arrived - messages_[place].arrival);
            }
        }
        std::sort(sums.waits.begin(), sums.waits.end());
        return sums;
    }

    std::uint64_t seed_;
    milliseconds now_ = start_of_campaign;
    fake_telnyx::world world_;
    std::vector<message> messages_;
    std::vector<int> requests_;
    std::unordered_map<std::string, std::size_t> places_;
    std::priority_queue<task, std::vector<task>, std::greater<>> tasks_;
    std::unordered_map<std::uint64_t, reply> answers_;
    std::uint64_t order_ = 0;
    std::unique_ptr<client> client_;
};

} // namespace

const std::vector<world_row>& worlds() {
    static const std::vector<world_row> rows{
        {"steady",
         "An ordinary day: 4 % transient failures, 2 % landlines, 3 % rate limits, 3 % of the recipients opt out between two "
         "messages.",
         {{"undeliverable_twice", 20},
          {"carrier_down_twice", 20},
          {"landline", 20},
          {"rate_limited_retry_after", 30},
          {"stop", 30},
          {"delivered", 880}},
         {},
         600,
         true},
        {"short 5xx burst",
         "For a minute half of the requests fail with HTTP 503, and one in ten with HTTP 500 after acceptance.",
         {{"delivered", 1000}},
         {{2 * minute, 3 * minute, answer::json, 100, true}, {2 * minute, 3 * minute, answer::html, 500, false}}},
        {"long outage",
         "For 90 minutes every request fails with HTTP 503.",
         {{"delivered", 1000}},
         {{2 * minute, 92 * minute, answer::html, 1000, false}}},
        {"carrier filter",
         "The text for 30 % of the recipients is refused as blocked content, and 10 % of the recipients are landlines.",
         {{"content_refused", 300}, {"landline", 100}, {"delivered", 600}},
         {},
         600,
         true},
        {"daily cap", "All messages go to a carrier that takes 200 from a sender in a day.", {{"t_mobile_cap", 1000}}},
        {"wrong number list",
         "30 % of the numbers are invalid, 20 % are landlines, 10 % opted out long ago; two messages to each.",
         {{"invalid_number", 300}, {"landline", 200}, {"opted_out_before", 100}, {"delivered", 400}},
         {},
         600,
         true},
        {"lost answers",
         "5 % of the answers are lost after acceptance, and 2 % of the requests before.",
         {{"delivered", 1000}},
         {{0, 24 * hour, answer::closed, 50, true}, {0, 24 * hour, answer::closed, 20, false}}},
        {"tiny failures",
         "10 % of the messages are refused twice with HTTP 503, and never accepted unseen: a client that just retries is right.",
         {{"error_before_acceptance", 100}, {"delivered", 900}}},
    };
    return rows;
}

result run(const world_row& world, const contender& who, std::uint64_t seed, std::size_t messages) {
    return runner{world, who, seed, messages}.run();
}

} // namespace simulation
