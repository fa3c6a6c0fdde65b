// telnyx-errors, the command line: rows as CSV, TSV and NDJSON. SPDX-License-Identifier: MIT
#include "rows/formats.hpp"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "showing/csv.hpp"

namespace command_line {
namespace {

void append_number(std::string& result, std::int64_t number) {
    char digits[24];
    result.append(digits, std::to_chars(digits, digits + sizeof(digits), number).ptr);
}

void append_tsv_string(std::string& result, std::string_view text) {
    for (const char c : text) {
        switch (c) {
        case '\t': result += "\\t"; break;
        case '\n': result += "\\n"; break;
        case '\r': result += "\\r"; break;
        case '\0': result += "\\0"; break;
        case '\\': result += "\\\\"; break;
        default: result += c; break;
        }
    }
}

// Invalid UTF-8 is replaced.
void append_json_string(std::string& result, std::string_view text) {
    const bool is_plain =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
    if (is_plain) {
        result += '"';
        result += text;
        result += '"';
    } else {
        result += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }
}

void append_string(std::string& result, std::string_view text, row_format format) {
    switch (format) {
    case row_format::none: break;
    case row_format::csv: append_csv_field(result, text, true); break;
    case row_format::tsv: append_tsv_string(result, text); break;
    case row_format::ndjson: append_json_string(result, text); break;
    }
}

} // namespace

std::string header_of(row_format format) {
    std::string result;
    for (const column_info& column : columns_of_rows) {
        result += result.empty() ? "" : ",";
        result += column.name;
    }
    return format == row_format::csv ? result + "\r\n" : std::string{};
}

void append_row(std::string& result, const row& added, row_format format) {
    const bool is_json = format == row_format::ndjson;
    const std::string_view absent = is_json ? "null" : format == row_format::tsv ? "\\N" : "";
    const char separator = format == row_format::tsv ? '\t' : ',';
    result += is_json ? "{" : "";
    for (std::size_t i = 0; i != column_count; ++i) {
        const value& written = added[static_cast<column>(i)];
        if (i != 0) {
            result += separator;
        }
        if (is_json) {
            result += '"';
            result += columns_of_rows[i].name;
            result += "\":";
        }
        if (columns_of_rows[i].type != column_type::integer) {
            append_string(result, written.text, format);
        } else if (written.has_number) {
            append_number(result, written.number);
        } else {
            result += absent;
        }
    }
    result += is_json ? "}\n" : format == row_format::csv ? "\r\n" : "\n";
}

} // namespace command_line
