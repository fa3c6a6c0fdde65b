// telnyx-errors, the command line: explain. SPDX-License-Identifier: MIT
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors.hpp>

#include "amendments.hpp"
#include "commands/commands.hpp"
#include "failure.hpp"
#include "showing/json.hpp"
#include "showing/terminal.hpp"
#include "showing/words.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

void write_code(page& result, std::string_view typed, const te::code_info& row) {
    result.line(visible(typed) + "  " + std::string{row.name}, style::strong);
    if (te::lookup(typed).known() && row.title != row.name) {
        result.field("title", row.title, 2);
    }
    result.field("cause", row.cause, 2);
    result.field("action", row.action, 2);
    result.field("retry", in_words(row), 2, style_of(row.retry));
    if (const std::string wait = in_words(row.wait); !wait.empty()) {
        result.field("wait", wait, 2);
    }
    result.field("scope", in_words(row.scope, row.toward), 2);
    result.field("kind", std::string{name(row.stage)} + ", " + std::string{name(row.category)}, 2);
}

} // namespace

exit_status explain(const arguments& asked, output& out) {
    if (asked.operands.empty()) {
        throw failure("no code given; see 'telnyx-errors explain --help'");
    }
    const std::vector<te::amendment> amendments = read_amendments(asked.amendments);
    const te::amended_policy policy{amendments};
    exit_status status = success;
    page result = make_page(asked.colour);
    bool first = true;
    for (const std::string& typed : asked.operands) {
        const te::code_info row = amended_row(te::code_number(typed), te::channel::unknown, policy);
        status = row.known() ? status : not_recognised;
        if (asked.json) {
            out.write(line_of(explanation_of(typed, row)));
            continue;
        }
        if (!first) {
            result.gap();
        }
        first = false;
        write_code(result, typed, row);
    }
    out.write(result.text());
    return status;
}

} // namespace command_line
