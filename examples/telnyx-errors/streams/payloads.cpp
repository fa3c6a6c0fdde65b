// telnyx-errors, the command line: the payloads in a text. SPDX-License-Identifier: MIT
#include "streams/payloads.hpp"

#include <cstdint>
#include <iterator>
#include <string>

#include <nlohmann/json.hpp>

namespace command_line {
namespace {

// Finds the rows with the SAX parser.
class row_finder {
public:
    row_finder(std::string_view text, const std::function<void(std::string_view row)>& visit) : text_(text), visit_(visit) {}

    bool each() {
        const reading past_end{text_.data() + text_.size(), &position_};
        nlohmann::json::sax_parse(reading{text_.data(), &position_}, past_end, this);
        if (any_ && has_errors_) {
            visit_(rest_.append(text_, copied_));
        }
        return any_;
    }

    // Called by the parser; they return whether to continue.
    bool null() { return scalar("null"); }
    bool boolean(bool value) { return scalar(value ? "true" : "false"); }
    bool number_integer(std::int64_t value) { return scalar(std::to_string(value)); }
    bool number_unsigned(std::uint64_t value) { return scalar(std::to_string(value)); }
    bool number_float(double /*value*/, const std::string& text) { return scalar(text); }
    bool string(const std::string& value) { return scalar(is_row() ? nlohmann::json(value).dump() : std::string{}); }
    bool binary(const nlohmann::json::binary_t& /*value*/) { return true; } // not in JSON text
    bool start_object(std::size_t /*size*/) { return begin(); }
    bool start_array(std::size_t /*size*/) {
        if (row_depth_ == 0 && (depth_ == 0 || (depth_ == 1 && in_data_))) {
            row_depth_ = depth_ + 1;
            rest_.append(text_, copied_, here() - copied_);
        }
        return begin();
    }
    bool end_object() { return end(); }
    bool end_array() { return end(); }
    bool key(const std::string& name) {
        if (depth_ == 1) {
            in_data_ = name == "data";
            has_errors_ = has_errors_ || name == "errors";
        }
        return true;
    }
    bool parse_error(std::size_t /*position*/, const std::string& /*last*/, const nlohmann::detail::exception& /*why*/) {
        return false;
    }

private:
    // An iterator over the text that records its position.
    class reading {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = char;
        using difference_type = std::ptrdiff_t;
        using pointer = const char*;
        using reference = const char&;

        reading(const char* at, const char** position) : at_(at), position_(position) {}
        reference operator*() const { return *at_; }
        reading& operator++() {
            *position_ = ++at_;
            return *this;
        }
        friend bool operator==(const reading& left, const reading& right) { return left.at_ == right.at_; }
        friend bool operator!=(const reading& left, const reading& right) { return left.at_ != right.at_; }

    private:
        const char* at_;
        const char** position_;
    };

    [[nodiscard]] bool is_row() const { return row_depth_ != 0 && depth_ == row_depth_; }
    [[nodiscard]] std::size_t here() const { return static_cast<std::size_t>(position_ - text_.data()); } // after the last bracket

    bool begin() {
        if (is_row()) {
            begin_ = here() - 1;
        }
        ++depth_;
        return true;
    }
    bool end() {
        --depth_;
        if (is_row()) {
            any_ = true;
            visit_(text_.substr(begin_, here() - begin_));
        } else if (row_depth_ != 0 && depth_ < row_depth_) {
            row_depth_ = 0;
            copied_ = here() - 1;
        }
        return true;
    }
    bool scalar(const std::string& text) {
        if (is_row()) {
            any_ = true;
            visit_(text);
        }
        return true;
    }

    std::string_view text_;
    const std::function<void(std::string_view)>& visit_;
    const char* position_ = nullptr; // in the text, after what was read
    std::size_t depth_ = 0;
    bool in_data_ = false;
    std::size_t row_depth_ = 0; // the depth of rows; 0 outside of a list
    bool has_errors_ = false;
    bool any_ = false;
    std::size_t begin_ = 0;  // of the row
    std::string rest_{};     // the page without its rows
    std::size_t copied_ = 0; // the text up to here is in `rest_` or a row
};

} // namespace

std::optional<text_place> json_break(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || (text[begin] != '{' && text[begin] != '[')) {
        return std::nullopt;
    }
    try {
        const auto discard = [](int /*depth*/, nlohmann::json::parse_event_t /*event*/, nlohmann::json& /*value*/) {
            return false;
        };
        const nlohmann::json nothing = nlohmann::json::parse(text, discard);
        return std::nullopt;
    } catch (const nlohmann::json::parse_error& error) {
        const std::string_view before = text.substr(0, error.byte == 0 ? 0 : error.byte - 1); // the byte is that read last, from 1
        const std::size_t line_begin = before.rfind('\n') + 1;
        const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
        const auto line = std::count(before.begin(), before.end(), '\n');
        const auto column = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_begin), before.end(), starts_character);
        return text_place{static_cast<std::size_t>(line) + 1, static_cast<std::size_t>(column) + 1};
    }
}

bool for_each_row(std::string_view text, const std::function<void(std::string_view row)>& visit) {
    return row_finder{text, visit}.each();
}

} // namespace command_line
