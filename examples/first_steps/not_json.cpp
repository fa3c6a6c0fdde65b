// Responses that are not valid JSON: the page of a gateway, an empty body, a response that was cut off.
// Shows that these are ordinary reports, of kind `not_json`, and never exceptions. SPDX-License-Identifier: MIT
#include <iostream>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace {

// [not_json]
void on_response(std::string_view response) {
    const te::report report = te::read(response, te::phase::request); // throws only std::bad_alloc
    if (report.kind() == te::kind::not_json) {
        std::cout << "invalid JSON (" << name(report.problem()) << "): only the HTTP status is left\n";
    } else {
        std::cout << name(report.kind()) << ", " << report.errors().size() << " error(s)\n";
    }
}
// [/not_json]

constexpr std::string_view gateway = "<html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>";
constexpr std::string_view blank = "\r\n";
constexpr std::string_view cut_off = R"({"errors": [{"code": "40318", "title": "Message que)";
constexpr std::string_view whole = R"({"errors": [{"code": "40318", "title": "Message queue full"}]})";
constexpr std::string_view something_else = R"({"greeting": "hello"})";

} // namespace

int main() {
    for (const std::string_view response : {gateway, std::string_view{}, blank, cut_off, whole, something_else}) {
        on_response(response);
    }
}
