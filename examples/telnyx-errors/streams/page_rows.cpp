// telnyx-errors, the command line: the rows of pages and lists, as text. SPDX-License-Identifier: MIT
#include "streams/page_rows.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

#include <nlohmann/json.hpp>

namespace command_line {
namespace {

// Follows a text as JSON.
class row_finder {
public:
    row_finder(std::string_view text, const std::function<void(std::string_view row)>& visit) : text_(text), visit_(visit) {}

    bool each() {
        const reading behind{text_.data() + text_.size(), &place_};
        nlohmann::json::sax_parse(reading{text_.data(), &place_}, behind, this);
        if (any_ && has_errors_) {
            visit_(rest_.append(text_, copied_));
        }
        return any_;
    }

    // What the parser calls; \return that it shall go on.
    bool null() { return scalar("null"); }
    bool boolean(bool value) { return scalar(value ? "true" : "false"); }
    bool number_integer(std::int64_t value) { return scalar(std::to_string(value)); }
    bool number_unsigned(std::uint64_t value) { return scalar(std::to_string(value)); }
    bool number_float(double /*value*/, const std::string& text) { return scalar(text); }
    bool string(const std::string& value) { return scalar(is_row() ? nlohmann::json(value).dump() : std::string{}); }
    bool binary(const nlohmann::json::binary_t& /*value*/) { return true; } // not in text
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
    bool parse_error(std::size_t /*place*/, const std::string& /*last*/, const nlohmann::detail::exception& /*why*/) {
        return false;
    }

private:
    // An iterator over the text that tells how far it was moved.
    class reading {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = char;
        using difference_type = std::ptrdiff_t;
        using pointer = const char*;
        using reference = const char&;

        reading(const char* at, const char** place) : at_(at), place_(place) {}
        reference operator*() const { return *at_; }
        reading& operator++() {
            *place_ = ++at_;
            return *this;
        }
        friend bool operator==(const reading& left, const reading& right) { return left.at_ == right.at_; }
        friend bool operator!=(const reading& left, const reading& right) { return left.at_ != right.at_; }

    private:
        const char* at_;
        const char** place_;
    };

    [[nodiscard]] bool is_row() const { return row_depth_ != 0 && depth_ == row_depth_; }
    [[nodiscard]] std::size_t here() const { return static_cast<std::size_t>(place_ - text_.data()); } // behind the last bracket

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
    const char* place_ = nullptr; // behind what was read of the text
    std::size_t depth_ = 0;
    bool in_data_ = false;
    std::size_t row_depth_ = 0; // in which brackets rows stand; 0 outside
    bool has_errors_ = false;
    bool any_ = false;
    std::size_t begin_ = 0;  // of the row
    std::string rest_{};     // of the page
    std::size_t copied_ = 0; // of the text, to the rest
};

} // namespace

bool for_each_row(std::string_view text, const std::function<void(std::string_view row)>& visit) {
    return row_finder{text, visit}.each();
}

} // namespace command_line
