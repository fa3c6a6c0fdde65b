// From an HTTP response to one decision: what to do with the message now, and when.
// Shows what only the caller knows (status, headers, attempt, time, random bits), a switch over every step, and a look-up.
// SPDX-License-Identifier: MIT
#include <chrono>
#include <cstdint>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace {

using header_fields = std::multimap<std::string, std::string>;

// [ask]
// Everything that changes from call to call is an argument: the time, the attempt, the random bits.
te::decision decide_next(std::string_view body, int status, const header_fields& headers, std::uint32_t attempt,
                         std::int64_t unix_seconds) {
    static std::mt19937 random{std::random_device{}()};
    const te::report report = te::read(body, te::phase::request);
    te::situation here;
    here.http_status = status; // used only if the body has no known code
    here.attempt = attempt;
    here.time = te::instant{unix_seconds};
    here.retry_after = te::read_retry_hint(headers, here.time);
    here.random_bits = static_cast<std::uint32_t>(random()); // spreads the resends of clients that failed together
    return te::decide(report, here);
}
// [/ask]

// [act]
// The switch has no default, so that the compiler warns about a step that is not handled.
std::string act(const te::decision& next, const std::string& recipient, std::set<std::string>& suppressed) {
    if (next.consent == te::consent::opted_out) { // maybe_opted_out is for a person to check
        suppressed.insert(recipient);
    }
    switch (next.step) {
    case te::step::none: return "done";
    case te::step::retry: return "resend in " + std::to_string(next.delay.milliseconds()) + " ms";
    case te::step::hold: return "check again in " + std::to_string(next.delay.milliseconds() / 60000) + " min";
    case te::step::fix_first:
        return std::string{next.actor() == te::actor::program ? "apply " : "alert someone: "}
            .append(name(next.remedy))
            .append(", pause ")
            .append(name(next.scope))
            .append(" toward ")
            .append(name(next.toward));
    case te::step::stop: return std::string{"drop the message: "}.append(name(next.reason));
    case te::step::reconcile: return "look the message up, it may have been sent";
    }
    return {};
}
// [/act]

// [look_up]
// After `reconcile`: the response to "was the message taken?", of a look-up by id or of a search of the detail records.
te::decision decide_search(std::string_view body, int status, std::uint64_t since_sending_ms, std::int64_t unix_seconds) {
    te::situation here;
    here.http_status = status;
    here.elapsed_ms = since_sending_ms; // "not found" proves nothing while the message may be in a queue
    here.time = te::instant{unix_seconds};
    return te::decide_lookup(te::read(body, te::phase::record), here);
}
// [/look_up]

struct http_response {
    int status;
    header_fields headers;
    std::string_view body;
};

} // namespace

int main() {
    const http_response responses[] = {
        {409, {}, R"({"errors": [{"code": "40300", "title": "Blocked due to STOP message"}]})"},
        {429, {}, R"({"errors": [{"code": "40333", "title": "Messaging profile spend limit reached"}]})"},
        {429, {{"Retry-After", "7"}}, R"({"errors": [{"code": "10011", "title": "Too many requests"}]})"},
        {503, {}, ""},
    };
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    const std::int64_t unix_seconds = std::chrono::duration_cast<std::chrono::seconds>(since_1970).count();
    std::set<std::string> suppressed;
    for (const http_response& response : responses) {
        const te::decision next = decide_next(response.body, response.status, response.headers, 1, unix_seconds);
        std::cout << response.status << ": " << act(next, "+13125550171", suppressed) << '\n';
    }
    constexpr std::uint64_t hour = 3600000;
    constexpr std::string_view not_found = R"({"errors": [{"code": "10005", "title": "Resource not found"}]})";
    const bool looks_again = decide_search(not_found, 404, hour, unix_seconds).step == te::step::reconcile;
    const bool resends = decide_search(not_found, 404, 5 * hour, unix_seconds).step == te::step::retry;
    return suppressed.size() == 1 && looks_again && resends ? 0 : 1;
}
