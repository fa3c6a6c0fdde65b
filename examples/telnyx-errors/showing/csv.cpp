// telnyx-errors, the command line: CSV (RFC 4180). SPDX-License-Identifier: MIT
#include "showing/csv.hpp"

namespace command_line {
namespace {

bool looks_like_formula(std::string_view field) {
    return !field.empty() && std::string_view{"=+-@\t\r"}.find(field.front()) != std::string_view::npos;
}

} // namespace

std::string csv_record(std::initializer_list<std::string_view> fields) {
    std::string result;
    bool is_first = true;
    for (const std::string_view given : fields) {
        std::string field{looks_like_formula(given) ? "'" : ""};
        field += given;
        result += is_first ? "" : ",";
        is_first = false;
        if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
            result += field;
            continue;
        }
        result += '"';
        for (const char c : field) {
            result += c == '"' ? "\"\"" : std::string(1, c);
        }
        result += '"';
    }
    return result + "\r\n";
}

} // namespace command_line
