// What to do after a message failed: one decision from the body and from what only the caller knows.
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
// Everything that changes from one call to the next is an argument: the time, the try, the randomness.
te::decision what_now(std::string_view body, int status, const header_fields& headers, std::uint32_t attempt,
                      std::int64_t unix_seconds) {
    static std::mt19937 random{std::random_device{}()};
    const te::report report = te::read(body, te::phase::request);
    te::situation now;
    now.http_status = status; // counts only where the body has no code that is known
    now.attempt = attempt;
    now.now = te::instant{unix_seconds};
    now.retry_after = te::read_retry_hint(headers, now.now);
    return te::decide(report, now, te::retry_policy{}, static_cast<std::uint32_t>(random()));
}
// [/ask]

// [act]
// The switch has no default on purpose: the compiler says when a step is not dealt with.
std::string act(const te::decision& next, const std::string& recipient, std::set<std::string>& suppressed) {
    if (next.opted_out == te::answer::yes) {
        suppressed.insert(recipient);
    }
    switch (next.step) {
    case te::step::none: return "nothing to do";
    case te::step::retry: return "send it again in " + std::to_string(next.delay_ms) + " ms";
    case te::step::hold: return "look again in " + std::to_string(next.delay_ms / 60000) + " min";
    case te::step::fix_first:
        return std::string{"ask a person: "}.append(name(next.remedy)).append(", scope ").append(name(next.scope));
    case te::step::stop: return std::string{"drop it: "}.append(name(next.reason));
    case te::step::reconcile: return "look it up before anything is sent again";
    }
    return {};
}
// [/act]

struct answer {
    int status;
    header_fields fields;
    std::string_view body;
};

} // namespace

int main() {
    const answer answers[] = {
        {409, {}, R"({"errors": [{"code": "40300", "title": "Blocked due to STOP message"}]})"},
        {429, {}, R"({"errors": [{"code": "40333", "title": "Messaging profile spend limit reached"}]})"},
        {429, {{"Retry-After", "7"}}, R"({"errors": [{"code": "10011", "title": "Too many requests"}]})"},
        {503, {}, ""},
    };
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    const std::int64_t unix_seconds = std::chrono::duration_cast<std::chrono::seconds>(since_1970).count();
    std::set<std::string> suppressed;
    for (const answer& answer : answers) {
        const te::decision next = what_now(answer.body, answer.status, answer.fields, 1, unix_seconds);
        std::cout << answer.status << ": " << act(next, "+13125550171", suppressed) << '\n';
    }
    return suppressed.size() == 1 ? 0 : 1;
}
