// The core and the reader over nlohmann/json compile without exceptions and without RTTI.
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/nlohmann.hpp>

int main() {
    namespace te = telnyx::errors;
    const te::report refused = te::read(R"({"errors":[{"code":"40300"}]})");
    const nlohmann::json parsed = nlohmann::json::parse(R"({"errors":[{"code":40300}]})", nullptr, false);
    const te::report_view view = te::read(parsed);
    const te::report broken = te::read("{\"errors\":[");
    const te::embedded_payload<te::report> embedded = te::read_embedded("Error code: 409 - {'errors': [{'code': '40300'}]}");
    const bool right = embedded.http_status == 409 && embedded.report.errors().size() == 1 && refused.errors().size() == 1 &&
                       view.errors().size() == 1 && view.errors()[0].code == "40300" &&
                       te::decide(refused).consent == te::consent::opted_out && broken.kind() == te::kind::not_json;
    return right ? 0 : 1;
}
