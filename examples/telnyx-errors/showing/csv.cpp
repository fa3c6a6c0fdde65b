// telnyx-errors, the command line: CSV (RFC 4180). SPDX-License-Identifier: MIT
#include "showing/csv.hpp"

namespace command_line {
namespace {

bool looks_like_formula(std::string_view field) {
    const bool starts_like_one = !field.empty() && std::string_view{"=+-@\t\r"}.find(field.front()) != std::string_view::npos;
    const bool is_number =
        starts_like_one && (field.front() == '+' || field.front() == '-') && // also as people write phone numbers
        field.find_first_not_of(field.front() == '+' ? "0123456789 ()-." : "0123456789", 1) == std::string_view::npos;
    return starts_like_one && !is_number;
}

} // namespace

void append_csv_field(std::string& result, std::string_view field, bool always_quoted) {
    const std::string_view guard = looks_like_formula(field) ? "'" : "";
    if (!always_quoted && field.find_first_of(",\"\r\n") == std::string_view::npos) {
        result += guard;
        result += field;
        return;
    }
    result += '"';
    result += guard;
    for (const char c : field) {
        result += c;
        if (c == '"') {
            result += '"';
        }
    }
    result += '"';
}

std::string csv_record(std::initializer_list<std::string_view> fields) {
    std::string result;
    for (const std::string_view& field : fields) {
        result += &field == fields.begin() ? "" : ",";
        append_csv_field(result, field, false);
    }
    return result + "\r\n";
}

} // namespace command_line
