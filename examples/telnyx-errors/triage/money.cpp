// telnyx-errors, the command line: amounts of money. SPDX-License-Identifier: MIT
#include "triage/money.hpp"

namespace command_line {
namespace {

constexpr std::size_t places = 6; // of a millionth

// A number with zeros in front of it.
std::string padded_number(std::uint64_t number, std::size_t digits) {
    const std::string text = std::to_string(number);
    return std::string(digits - text.size(), '0') + text;
}

} // namespace

money money::from(std::string_view text) {
    const std::size_t point = text.find('.');
    std::string part{point == std::string_view::npos ? std::string_view{} : text.substr(point + 1)};
    part.resize(places, '0');
    return {std::stoull(std::string{text.substr(0, point)}), std::stoull(part)};
}

std::string money::text() const {
    std::string part = padded_number(millionths_, places);
    const std::size_t last = part.find_last_not_of('0');
    part.erase(last == std::string::npos ? 0 : last + 1);
    return std::to_string(whole_) + (part.empty() ? "" : "." + part);
}

std::string money::in_words(std::string_view currency) const {
    std::string result = text();
    if (whole_ != 0) {
        constexpr std::uint64_t per_cent = unit / 100;
        const std::uint64_t cents = (millionths_ + per_cent / 2) / per_cent;
        result = std::to_string(whole_ + cents / 100) + '.' + padded_number(cents % 100, 2);
    }
    return currency.empty() ? result : result.append(1, ' ').append(currency);
}

} // namespace command_line
