// telnyx-errors, the command line: table. SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>

#include "commands/commands.hpp"
#include "showing/csv.hpp"
#include "showing/json.hpp"
#include "showing/terminal.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

std::string classes_of(const te::code_info& row) {
    return word(row.retry) + (row.also != row.retry ? '+' + word(row.also) : std::string{});
}

std::string as_text(const arguments& asked) {
    page result = make_page(asked.colour);
    std::size_t widest_name = 0;
    for (const te::code_info& row : te::table) {
        widest_name = std::max(widest_name, row.name.size());
    }
    const std::size_t width = columns().value_or(160);
    for (const te::code_info& row : te::table) {
        const std::string line =
            std::to_string(row.number()) + "  " + padded(row.name, widest_name) + "  " + padded(classes_of(row), 26) + "  " +
            padded(std::string{name(row.scope)} + " > " + std::string{name(row.toward)}, 19) + "  " + std::string{name(row.remedy)};
        result.line(shortened(line, width));
    }
    return result.text();
}

std::string as_csv() {
    std::string result = "code,name,title,origin,stage,category,retry,also,basis,wait,scope,toward,remedy,cause,action\r\n";
    for (const te::code_info& row : te::table) {
        const std::string_view also = row.also != row.retry ? name(row.also) : std::string_view{};
        result += csv_record({std::to_string(row.number()), row.name, row.title, name(row.origin), name(row.stage),
                              name(row.category), name(row.retry), also, name(row.basis), name(row.wait), name(row.scope),
                              name(row.toward), name(row.remedy), row.cause, row.action});
    }
    return result;
}

std::string as_json() {
    json rows = json::array();
    for (const te::code_info& row : te::table) {
        rows.push_back(row_of(row));
    }
    return rows.dump(1) + '\n';
}

} // namespace

exit_status print_table(const arguments& asked, output& out) {
    switch (asked.format) {
    case table_format::text: out.write(as_text(asked)); break;
    case table_format::csv: out.write(as_csv()); break;
    case table_format::json: out.write(as_json()); break;
    }
    return success;
}

} // namespace command_line
