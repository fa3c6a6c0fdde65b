// The answer to a request that Telnyx refused, as text. SPDX-License-Identifier: MIT
#include <iostream>
#include <set>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace {

// [opt_out]
// In the answer to a request, 40300 means that the recipient opted out. In a webhook it may mean something else.
bool is_opt_out(const te::report_view& report, const te::error_view& error) {
    return report.phase() == te::phase::request && error.info().id == te::code::blocked_stop;
}
// [/opt_out]

// [refused]
void on_refusal(std::string_view answer, const std::string& recipient, std::set<std::string>& suppressed) {
    const te::report report = te::read(answer, te::phase::request); // owns its texts: `answer` may go
    for (const te::error_view& error : report.errors()) {
        if (is_opt_out(report, error)) {
            suppressed.insert(recipient);
        }
        std::cout << error.code.view() << ": " << name(error.info().retry) << ", remedy " << name(error.info().remedy)
                  << ", also affects: " << name(error.info().scope) << '\n';
    }
}
// [/refused]

// Published logs show this with HTTP 409, a status that many HTTP clients take for a reason to send again.
constexpr std::string_view opted_out = R"({"errors": [{
  "code": "40300",
  "title": "Blocked due to STOP message",
  "detail": "A block rule stands between +13125550140 and +13125550171."
}]})";

constexpr std::string_view disabled = R"({"errors": [{
  "code": "40312",
  "title": "Messaging profile is disabled",
  "detail": "This profile was switched off."
}]})";

} // namespace

int main() {
    std::set<std::string> suppressed;
    on_refusal(opted_out, "+13125550171", suppressed);
    on_refusal(disabled, "+13125550172", suppressed);
    for (const std::string& recipient : suppressed) {
        std::cout << "never again, unless they opt in: " << te::masked(recipient) << '\n';
    }
}
