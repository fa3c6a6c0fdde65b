// fake_telnyx: the table of scenarios. SPDX-License-Identifier: MIT
#include "scenarios.hpp"

#include <map>
#include <utility>

#include <telnyx/errors.hpp>
#include <telnyx/errors/sdk_comparison.hpp>

namespace fake_telnyx {

namespace {

namespace te = telnyx::errors;

constexpr int minute = 60;
constexpr int hour = 60 * minute;
constexpr int day = 24 * hour;

const char* const sent = "message.sent";
const char* const final = "message.finalized";
const char* const inbound = "message.received";

// An accepted message that ends so, after a webhook that it was sent.
std::vector<step> ends(int after, const char* status, int code = 0) { return {{1, sent, "sent"}, {after, final, status, code}}; }

std::vector<step> then(std::vector<step> steps, const std::vector<step>& more) {
    steps.insert(steps.end(), more.begin(), more.end());
    return steps;
}

// Rows. Members that are not named by the function keep their defaults.
scenario accepted(const char* name, const char* sentence, bool deliverable, std::vector<step> steps, int failing = -1) {
    scenario row{name, sentence, deliverable};
    row.steps = std::move(steps);
    row.failing = failing;
    return row;
}

// The first `times` requests are answered so.
scenario answered(const char* name, const char* sentence, answer how, int status, int code, bool accepts, int times,
                  hint headers = hint::none, int wait = 0) {
    scenario row{name, sentence, accepts || times >= 0, how, status, code, accepts, times, headers, wait};
    row.failing = 0;
    return row;
}

// What is over a limit is refused, or accepted and not delivered. A block is a limit of 0 that never ends.
scenario limited(scenario row, limit::of whose, int allowed, int period, bool repeats = true) {
    row.deliverable = period != 0;
    row.limit = {whose, allowed, period, repeats};
    return row;
}

std::vector<scenario> make_scenarios() {
    const std::vector<step>& delivery = delivered_steps();
    std::vector<scenario> rows{
        // Delivery.
        accepted("delivered", "Accepted, sent after 1 s, delivered after 3 s.", true, delivery),
        accepted("slow", "Queued for an hour, then delivered.", true,
                 {{hour, sent, "sent"}, {hour + 3, final, "delivered", 0, true}}),
        accepted("no_webhooks", "Delivered, but no webhook comes: only look-ups show it.", true,
                 {{1, "", "sent"}, {3, "", "delivered", 0, true}}),
        accepted("sent_only", "The webhook of the end is lost: only look-ups show that it was delivered.", true,
                 {{1, sent, "sent"}, {3, "", "delivered", 0, true}}),
        accepted("finalized_only", "Delivered; message.sent never comes.", true,
                 {{1, "", "sent"}, {3, final, "delivered", 0, true}}),
        accepted("swapped", "message.finalized comes two seconds before message.sent.", true,
                 {{1, "", "sent"}, {3, final, "delivered", 0, true}, {5, sent, "", 0, false, 1, 1}}),
        accepted("duplicates", "Each webhook comes three times, with the same event id.", true,
                 {{1, sent, "sent", 0, false, 3}, {3, final, "delivered", 0, true, 3}}),
        accepted("unconfirmed", "The handset receives the message, and the status ends as delivery_unconfirmed.", true,
                 {{1, sent, "sent"}, {2, "", "", 0, true}, {30, final, "delivery_unconfirmed"}}),
        accepted("unconfirmed_lost", "Nothing arrives, and the status ends as delivery_unconfirmed.", false,
                 ends(30, "delivery_unconfirmed")),
        accepted("unconfirmed_then_delivered", "delivery_unconfirmed after 30 s, delivered after a minute.", true,
                 {{1, sent, "sent"}, {30, final, "delivery_unconfirmed"}, {60, final, "delivered", 0, true}}),
        accepted("delivered_then_failed", "Delivered, and then reported as failed: the reports contradict each other.", true,
                 then(delivery, {{5, final, "delivery_failed", 40008}})),
        accepted("failed_then_delivered", "Reported as failed, and then as delivered.", true,
                 {{1, sent, "sent"}, {3, final, "delivery_failed", 40008}, {5, final, "delivered", 0, true}}),
        // Delivery failures.
        accepted("undeliverable", "Every attempt fails with 40008.", false, ends(3, "delivery_failed", 40008)),
        accepted("undeliverable_twice", "Two attempts fail with 40008, the third is delivered.", true,
                 ends(3, "delivery_failed", 40008), 2),
        accepted("carrier_down_twice", "Two attempts fail with 40006, the third is delivered.", true,
                 ends(3, "delivery_failed", 40006), 2),
        limited(accepted("landline", "Not routable: fails with 40001.", false, ends(2, "delivery_failed", 40001)),
                limit::of::recipient, 0, 0),
        limited(accepted("spam_filter", "A carrier blocks the sender for good: fails with 40003.", false,
                         ends(3, "delivery_failed", 40003)),
                limit::of::sender, 0, 0),
        accepted("expired_in_queue", "Queued for four hours, then sending_failed with 40014.", false,
                 {{4 * hour, final, "sending_failed", 40014}}),
        accepted("failed_without_a_code", "Fails with sending_failed and no error.", false, ends(2, "sending_failed")),
        accepted("failed_in_the_response", "The response itself says sending_failed.", false,
                 {{0, final, "sending_failed", 40310}}),
        accepted("unknown_code", "Fails with the code 49999, which is in no list.", false, ends(3, "delivery_failed", 49999)),
        accepted("unknown_status", "Ends with the status 'teleported', which is in no list.", true,
                 {{1, sent, "sent"}, {3, final, "teleported", 0, true}}),
        accepted("unknown_event", "An event 'message.pondered' comes before it is delivered.", true,
                 {{1, sent, "sent"}, {2, "message.pondered", ""}, {3, final, "delivered", 0, true}}),
        accepted("odd_bytes", "The webhook of a delivery has spaces, escapes and a byte that is not UTF-8.", true,
                 {{1, sent, "sent"}, {3, "message.finalized odd", "delivered", 0, true}}),
        // Consent.
        accepted("stop", "Delivered; after 5 s the recipient sends STOP.", true, then(delivery, {{5, inbound, "STOP"}})),
        accepted("stop_and_start", "Delivered; the recipient sends STOP after 5 s and START after a minute.", true,
                 then(delivery, {{5, inbound, "STOP"}, {60, inbound, "START"}})),
        accepted("opted_out_before", "Refused with 40300 and HTTP 409: the recipient opted out long ago.", false, {}),
        // Failures of requests.
        answered("lost_response", "Accepted, and the connection is closed without a response.", answer::closed, 0, 0, true, 1),
        answered("lost_request", "The connection is closed, and the message is not accepted. The second request is.",
                 answer::closed, 0, 0, false, 1),
        answered("overtaken", "The webhooks come before the response.", answer::after_webhooks, 200, 0, true, 1),
        answered("late_response", "The response takes five seconds.", answer::late, 200, 0, true, 1),
        answered("slow_drip", "The response comes a few bytes at a time, over two seconds.", answer::drip, 200, 0, true, 1),
        answered("truncated", "Accepted, and the connection is closed in the middle of the response.", answer::truncated, 200, 0,
                 true, 1),
        answered("empty_response", "Accepted with HTTP 200 and no body.", answer::empty, 200, 0, true, 1),
        answered("redirect", "Every request is redirected with HTTP 307.", answer::redirect, 307, 0, false, -1),
        answered("error_after_acceptance", "Accepted, and answered with HTTP 502 and an HTML page.", answer::html, 502, 0, true, 1),
        answered("error_before_acceptance", "Refused twice with HTTP 503 and an HTML page, then accepted.", answer::html, 503, 0,
                 false, 2),
        answered("unexpected_error", "Refused once with 10007 and HTTP 500, then accepted.", answer::json, 500, 10007, false, 1),
        answered("rate_limited", "Refused twice with 10011 and HTTP 429 without headers.", answer::json, 429, 10011, false, 2),
        answered("rate_limited_retry_after", "Refused with 10011 and Retry-After: 1.", answer::json, 429, 10011, false, 1,
                 hint::retry_after, 1),
        answered("rate_limited_milliseconds", "Refused with 10011 and retry-after-ms: 1000.", answer::json, 429, 10011, false, 1,
                 hint::retry_after_ms, 1),
        answered("rate_limited_reset", "Refused with 10011 and x-ratelimit-reset in seconds.", answer::json, 429, 10011, false, 1,
                 hint::reset_seconds, 1),
        answered("rate_limited_reset_time", "Refused with 10011 and x-ratelimit-reset as a Unix time.", answer::json, 429, 10011,
                 false, 1, hint::reset_unix, 2),
        answered("rate_limited_html", "Refused once with HTTP 429 and an HTML page.", answer::html, 429, 0, false, 1),
        limited(answered("invalid_number", "Refused with 40310 and HTTP 400.", answer::json, 400, 40310, false, -1),
                limit::of::recipient, 0, 0),
        limited(answered("content_refused", "Refused with 40322 and HTTP 403: the content is blocked.", answer::json, 403, 40322,
                         false, -1),
                limit::of::content, 0, 0),
        limited(answered("profile_disabled", "Refused with 40312 and HTTP 409.", answer::json, 409, 40312, false, -1),
                limit::of::profile, 0, 0),
        // Limits that recipients share.
        limited(answered("queue_full", "After 100 messages of a sender in a minute: refused with 40318 and HTTP 429.", answer::json,
                         429, 40318, false, -1),
                limit::of::sender, 100, minute),
        limited(accepted("upstream_rate", "After 100 messages of a sender in a minute: not delivered, with 40011.", true,
                         ends(2, "delivery_failed", 40011)),
                limit::of::sender, 100, minute),
        limited(accepted("t_mobile_cap", "After 200 messages of a sender in a day: not delivered, with 40016.", true,
                         ends(2, "delivery_failed", 40016)),
                limit::of::sender, 200, day),
        limited(accepted("at_and_t_cap", "After 60 messages of a sender in a minute: not delivered, with 40018.", true,
                         ends(2, "delivery_failed", 40018)),
                limit::of::sender, 60, minute),
        limited(answered("spend_limit", "After 200 messages of a profile in a day: refused with 40333 and HTTP 429.", answer::json,
                         429, 40333, false, -1),
                limit::of::profile, 200, day),
        limited(answered("short_outage", "For 30 s from the first request: refused with HTTP 503 and an HTML page.", answer::html,
                         503, 0, false, -1),
                limit::of::account, 0, 30, false),
        limited(answered("sender_not_ready", "For 30 minutes from the first request of a sender: refused with 40320 and HTTP 400.",
                         answer::json, 400, 40320, false, -1),
                limit::of::sender, 0, 30 * minute, false),
    };
    for (std::size_t i = 0; i != rows.size(); ++i) {
        rows[i].number = "+1" + std::to_string(201 + i);
    }
    return rows;
}

scenario make_code_scenario(int code, bool refused) {
    if (refused) {
        const std::string name = "refused_" + std::to_string(code);
        scenario row = answered(name.c_str(), "Refused with this code.", answer::json, plausible_status(code), code, false, -1);
        row.number = "+1800";
        return row;
    }
    const std::string name = "failed_" + std::to_string(code);
    scenario row = accepted(name.c_str(), "Accepted, and not delivered, with this code.", false, ends(3, "delivery_failed", code));
    row.number = "+1801";
    return row;
}

} // namespace

const std::vector<step>& delivered_steps() {
    static const std::vector<step> steps{{1, sent, "sent"}, {3, final, "delivered", 0, true}};
    return steps;
}

const std::vector<scenario>& scenarios() {
    static const std::vector<scenario> rows = make_scenarios();
    return rows;
}

const scenario* find_scenario(std::string_view name) {
    for (const scenario& row : scenarios()) {
        if (row.name == name) {
            return &row;
        }
    }
    return nullptr;
}

const scenario& scenario_of(const std::string& number) {
    static std::map<std::pair<int, bool>, scenario> of_codes;
    const auto digits = [&number](std::size_t first, std::size_t count) {
        int value = 0;
        for (std::size_t i = first; i != first + count; ++i) {
            if (i >= number.size() || number[i] < '0' || number[i] > '9') {
                return -1;
            }
            value = value * 10 + (number[i] - '0');
        }
        return value;
    };
    const int area = number.rfind("+1", 0) == 0 ? digits(2, 3) : -1;
    const int code = area == 800 || area == 801 ? digits(5, 6) : -1;
    if (code > 0) {
        const std::pair<int, bool> key{code, area == 800};
        const auto found = of_codes.find(key);
        return found != of_codes.end() ? found->second : of_codes.emplace(key, make_code_scenario(code, area == 800)).first->second;
    }
    const auto place = static_cast<std::size_t>(area < 201 ? 0 : area - 201);
    return place < scenarios().size() ? scenarios()[place] : scenarios().front();
}

int plausible_status(int code) {
    for (const te::observed_status& seen : te::observed_statuses) {
        if (seen.code == code) {
            return seen.status;
        }
    }
    const te::code_info& row = te::lookup(code);
    if (row.scope == te::scope::platform) {
        return 500;
    }
    if (row.wait == te::wait::queue_drains || row.wait == te::wait::rate_falls) {
        return 429;
    }
    switch (row.remedy) {
    case te::remedy::fix_credentials: return 401;
    case te::remedy::add_funds: return 402;
    case te::remedy::fix_account:
    case te::remedy::contact_support: return 403;
    case te::remedy::fix_profile:
    case te::remedy::fix_sender: return 409;
    case te::remedy::revise_content: return 422;
    default: return 400;
    }
}

} // namespace fake_telnyx
