// A payload inside a log line, the message of an exception, or the output of `curl -i`.
// Shows that the status and the retry headers of the text take part in the decision. SPDX-License-Identifier: MIT
#include <cstddef>
#include <iostream>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace {

// [decide]
te::decision on_paste(std::string_view text) {
    const te::embedded_payload<te::report> found = te::read_embedded(text); // throws only std::bad_alloc
    te::situation here;
    here.http_status = found.http_status;
    here.retry_after = found.retry_after;
    return te::decide(found.report, here);
}
// [/decide]

// [each]
std::size_t count_failures(std::string_view log) {
    std::size_t failures = 0;
    te::read_each_embedded(log, te::phase::unknown, [&](const te::embedded_payload<te::report>& found) {
        failures += found.report.errors().empty() ? 0U : 1U; // lines without a payload are `kind::not_json`, without errors
    });
    return failures;
}
// [/each]

constexpr std::string_view python = "Error code: 409 - {'errors': [{'code': '40300', 'title': 'Blocked due to STOP message'}]}";
constexpr std::string_view curl = "HTTP/2 429 \r\nretry-after: 9\r\n\r\n"
                                  "{\"errors\":[{\"code\":\"10011\",\"title\":\"Too many requests\"}]}\n";
constexpr std::string_view log_file = "Listening on port 8080\n"
                                      "{\"errors\":[{\"code\":\"40310\"}]}\n"
                                      "request failed: {\"errors\":[{\"code\":\"40300\"}]}\n";

} // namespace

int main() {
    for (const std::string_view text : {python, curl}) {
        const te::decision next = on_paste(text);
        std::cout << name(next.step) << ": " << name(next.reason) << '\n';
    }
    const bool right = on_paste(python).step == te::step::stop && on_paste(curl).delay.milliseconds() >= 9000;
    return right && count_failures(log_file) == 2 ? 0 : 1;
}
