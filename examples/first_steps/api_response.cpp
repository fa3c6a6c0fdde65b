// The API response to a request that Telnyx refused, as a string: opt-outs, remedies and what else is affected.
// Shows why the phase matters: 40300 is an opt-out in a response, and not always in a webhook. SPDX-License-Identifier: MIT
#include <iostream>
#include <set>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace {

// [refused]
void on_refusal(std::string_view response, const std::string& recipient, std::set<std::string>& suppressed) {
    const te::report report = te::read(response, te::phase::request); // owns its strings: `response` may be destroyed
    if (te::decide(report).consent == te::consent::opted_out) {       // the phase and the title count, not only the code
        suppressed.insert(recipient);
    }
    for (const te::error_view& error : report.errors()) {
        std::cout << error.code.view() << ": " << name(error.info().retry) << ", remedy " << name(error.info().remedy)
                  << ", affects " << name(error.info().scope) << " toward " << name(error.info().toward) << '\n';
    }
}
// [/refused]

// Published logs show this response with HTTP 409, which many HTTP clients retry.
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
        std::cout << "suppressed until they opt in: " << te::masked(recipient) << '\n';
    }
}
