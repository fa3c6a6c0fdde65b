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
    std::string result{name(row.retry)};
    for (const json& other : also_of(row)) {
        result += '+' + other.get<std::string>();
    }
    return result;
}

std::string as_text(const options& asked) {
    page result = make_page(asked.colour);
    std::size_t widest_name = 0;
    for (const te::code_info& row : te::table) {
        widest_name = std::max(widest_name, row.name.size());
    }
    const std::size_t room = columns().value_or(160);
    for (const te::code_info& row : te::table) {
        const std::string line = std::to_string(row.number()) + "  " + padded(row.name, widest_name) + "  " +
                                 padded(classes_of(row), 26) + "  " + padded(name(row.scope), 9) + "  " +
                                 std::string{name(row.remedy)};
        result.line(shortened(line, room));
    }
    return result.text();
}

std::string as_csv() {
    std::string result = "code,name,title,origin,stage,category,retry,also,basis,wait,scope,remedy,cause,action\r\n";
    for (const te::code_info& row : te::table) {
        std::string also;
        for (const json& other : also_of(row)) {
            also += (also.empty() ? "" : "+") + other.get<std::string>();
        }
        result += csv_record({std::to_string(row.number()), row.name, row.title, name(row.origin), name(row.stage),
                              name(row.category), name(row.retry), also, name(row.basis), name(row.wait), name(row.scope),
                              name(row.remedy), row.cause, row.action});
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

std::string cell(std::string_view text) {
    std::string result;
    for (const char c : text) {
        result += c == '|' ? "\\|" : std::string(1, c);
    }
    return result;
}

std::string_view section_of(const te::code_info& row) {
    switch (row.number() / 100) {
    case 100: return "General API errors (100xx)";
    case 200:
    case 201: return "Account and credential errors (20xxx)";
    case 400: return "Delivery errors (400xx)";
    case 401: return "Number provisioning errors (401xx)";
    case 403: return "API request errors (403xx)";
    default: return "Channel errors (410xx)";
    }
}

std::string as_markdown() {
    std::string result = "# The codes\n\n"
                         "Every code of the table, generated from it: `telnyx-errors table --format markdown > docs/codes.md`. "
                         "What the words mean stands in `vocabulary.hpp`.\n";
    std::string_view section;
    std::string explanations;
    for (const te::code_info& row : te::table) {
        if (section_of(row) != section) {
            result += explanations;
            explanations = "\n";
            section = section_of(row);
            result += "\n## " + std::string{section} +
                      "\n\n| Code | Name | API title | Stage | Category | Retry (basis) | Wait | Scope | Remedy | Origin |\n"
                      "|---|---|---|---|---|---|---|---|---|---|\n";
        }
        result += "| " + std::to_string(row.number());
        for (const std::string& field :
             {std::string{row.name}, std::string{row.title}, std::string{name(row.stage)}, std::string{name(row.category)},
              classes_of(row) + " (" + std::string{name(row.basis)} + ")", std::string{name(row.wait)},
              std::string{name(row.scope)}, std::string{name(row.remedy)}, std::string{name(row.origin)}}) {
            result += " | " + cell(field);
        }
        result += " |\n";
        explanations += "- **" + std::to_string(row.number()) + "** " + cell(row.cause) + ' ' + cell(row.action) + '\n';
    }
    return result + explanations;
}

} // namespace

exit_status print_table(const options& asked, output& out) {
    switch (asked.format) {
    case table_format::text: out.write(as_text(asked)); break;
    case table_format::markdown: out.write(as_markdown()); break;
    case table_format::csv: out.write(as_csv()); break;
    case table_format::json: out.write(as_json()); break;
    }
    return classified;
}

} // namespace command_line
