// The core, the reader over nlohmann/json, and pauses compile without exceptions and without RTTI.
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/history.hpp>
#include <telnyx/errors/log_line.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/nlohmann_values.hpp>
#include <telnyx/errors/pause.hpp>
#include <telnyx/errors/pause_board.hpp>

int main() {
    namespace te = telnyx::errors;
    const te::report refused = te::read(R"({"errors":[{"code":"40300"}]})");
    const nlohmann::json parsed = nlohmann::json::parse(R"({"errors":[{"code":40300}]})", nullptr, false);
    const te::report_view view = te::read(parsed);
    const te::report broken = te::read("{\"errors\":[");
    const te::embedded_payload<te::report> embedded = te::read_embedded("Error code: 409 - {'errors': [{'code': '40300'}]}");
    te::situation here;
    here.time = te::instant{1768507200};
    te::message_ids ids;
    ids.sender = "+13035550100";
    const te::pause paused = te::pause_of(te::decide(te::code::toll_free_not_verified, here), ids, here);
    te::pause_board board{10};
    const bool held = board.add(paused) == te::addition::added && !board.ask(ids, here.time).may_send;
    const te::amendment rules[] = {te::amend(40008, te::retry_class::permanent)};
    const nlohmann::json written = te::decide(40008, {}, {rules});
    const auto decided = te::value_from<te::decision>(written);
    const bool amended = decided.known() && decided.value.basis == te::basis::amended &&
                         te::value_from<te::decision>(parsed).problem == te::value_problem::missing &&
                         te::log_line(decided.value).view().substr(0, 9) == "step=stop" &&
                         te::value_from<te::report>(nlohmann::json(view)).value.errors().size() == 1;
    te::history history;
    history.add(refused, 0);
    const bool joined = te::restore(te::store(history)) == history && te::decide(history).consent == te::consent::opted_out;
    const bool right = held && amended && joined && embedded.http_status == 409 && embedded.report.errors().size() == 1 &&
                       refused.errors().size() == 1 && view.errors().size() == 1 && view.errors()[0].code == "40300" &&
                       te::decide(refused).consent == te::consent::opted_out && broken.kind() == te::kind::not_json;
    return right ? 0 : 1;
}
