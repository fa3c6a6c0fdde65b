// telnyx-errors, the command line: the parts of JSON. SPDX-License-Identifier: MIT
#include "streams/payloads.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <telnyx/errors/limits.hpp>

#include "streams/characters.hpp"

namespace command_line {
namespace {

// An iterator over a text that records its position.
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

// Lets a SAX parser tell `events` what a text has. \param position  where in the text the parser is
template <class Events>
void parse(std::string_view text, const char*& position, Events& events) {
    nlohmann::json::sax_parse(reading{text.data(), &position}, reading{text.data() + text.size(), &position}, &events);
}

// Finds the rows.
class row_finder {
public:
    row_finder(std::string_view text, const std::function<void(std::string_view row)>& visit) : text_(text), visit_(visit) {}

    bool each() {
        parse(text_, position_, *this);
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

// The names that envelopes give to lists of what they contain, in lower case.
bool names_a_list(std::string_view name) {
    constexpr std::string_view names[] = {"data",  "events", "event",   "records",  "record",  "rows",      "row",    "entries",
                                          "entry", "items",  "item",    "messages", "message", "results",   "result", "body",
                                          "value", "args",   "payload", "detail",   "output",  "arguments", "input",  "content"};
    return std::any_of(std::begin(names), std::end(names),
                       [name](std::string_view each) { return equal_ignoring_case(name, each); });
}

// Whether a text may have such a list: nearly no payload has one.
bool may_have_list(std::string_view json) {
    for (std::size_t place = json.find('['); place != std::string_view::npos; place = json.find('[', place + 1)) {
        const std::size_t colon = place == 0 ? std::string_view::npos : json.find_last_not_of(spaces, place - 1);
        if (colon == std::string_view::npos || colon == 0 || json[colon] != ':') {
            continue;
        }
        const std::size_t end = json.find_last_not_of(spaces, colon - 1);
        if (end == std::string_view::npos || end == 0 || json[end] != '"') {
            continue;
        }
        const std::size_t begin = json.rfind('"', end - 1);
        if (begin != std::string_view::npos && names_a_list(json.substr(begin + 1, end - begin - 1))) {
            return true;
        }
    }
    return false;
}

// Finds the lists of an envelope: those in it and in the objects in it, but not in other lists.
class list_finder {
public:
    explicit list_finder(std::string_view json) : json_(json) {}

    std::optional<element_list> longest() {
        parse(json_, position_, *this);
        return best_.elements > 1 ? std::optional{std::move(best_)} : std::nullopt;
    }

    // Called by the parser; they return whether to continue.
    bool null() { return count(); }
    bool boolean(bool /*value*/) { return count(); }
    bool number_integer(std::int64_t /*value*/) { return count(); }
    bool number_unsigned(std::uint64_t /*value*/) { return count(); }
    bool number_float(double /*value*/, const std::string& /*text*/) { return count(); }
    bool string(const std::string& /*value*/) { return count(); }
    bool binary(const nlohmann::json::binary_t& /*value*/) { return true; } // not in JSON text
    bool start_object(std::size_t /*size*/) {
        count();
        if (inside_ != 0 || names_.size() == telnyx::errors::limits::wrappers) {
            ++inside_;
        } else {
            names_.emplace_back();
        }
        return true;
    }
    bool start_array(std::size_t /*size*/) {
        count();
        if (inside_++ == 0) {
            list_ = {};
            list_.first = here();
            is_list_ = !names_.empty() && names_a_list(names_.back()) && (names_.size() > 1 || names_.back() != "data");
        }
        return true;
    }
    bool end_object() {
        if (inside_ != 0) {
            --inside_;
        } else {
            names_.pop_back();
        }
        return true;
    }
    bool end_array() {
        if (--inside_ == 0 && is_list_ && list_.elements > best_.elements) {
            list_.last = here() - 1;
            list_.levels = static_cast<unsigned>(names_.size());
            for (const std::string& name : names_) {
                list_.path.append("{").append(nlohmann::json(name).dump()).append(":");
            }
            list_.path += '[';
            best_ = std::move(list_);
        }
        is_list_ = is_list_ && inside_ != 0;
        return true;
    }
    bool key(const std::string& name) {
        if (inside_ == 0) {
            names_.back() = name;
        }
        return true;
    }
    bool parse_error(std::size_t /*position*/, const std::string& /*last*/, const nlohmann::detail::exception& /*why*/) {
        return false;
    }

private:
    [[nodiscard]] std::size_t here() const { return static_cast<std::size_t>(position_ - json_.data()); } // after the last bracket

    bool count() {
        list_.elements += is_list_ && inside_ == 1 ? 1U : 0U;
        return true;
    }

    std::string_view json_;
    const char* position_ = nullptr;
    std::vector<std::string> names_{}; // of the members that lead here
    std::size_t inside_ = 0;           // how deep in a list, or in an object that is not searched
    bool is_list_ = false;             // the list is one of an envelope
    element_list list_{};
    element_list best_{};
};

} // namespace

// A large envelope is left out: it would be read once for each element.
std::string element_list::with_element(std::string_view json, std::string_view element) const {
    constexpr std::size_t most = 4096;
    std::string result;
    if (first + json.size() - last <= most) {
        return result.append(json, 0, first).append(element).append(json, last);
    }
    return result.append(path).append(element).append("]").append(levels, '}');
}

std::string element_list::without_elements(std::string_view json) const {
    return std::string{json.substr(0, first)}.append(json.substr(last));
}

std::optional<element_list> list_in_envelope(std::string_view json) {
    return may_have_list(json) ? list_finder{json}.longest() : std::nullopt;
}

void for_each_element(std::string_view json, const element_list& list, const std::function<void(std::string_view element)>& visit) {
    for_each_row(json.substr(list.first - 1, list.last + 2 - list.first), visit);
}

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
