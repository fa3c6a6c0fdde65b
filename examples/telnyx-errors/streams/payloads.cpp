// telnyx-errors, the command line: the parts of JSON. SPDX-License-Identifier: MIT
#include "streams/payloads.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>

#include <nlohmann/json.hpp>

#include <telnyx/errors/limits.hpp>

#include "streams/characters.hpp"

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

// The names that envelopes give to lists of what they contain, in lower case.
bool names_a_list(std::string_view name) {
    constexpr std::string_view names[] = {"data",  "events", "event",   "records",  "record",  "rows",      "row",    "entries",
                                          "entry", "items",  "item",    "messages", "message", "results",   "result", "body",
                                          "value", "args",   "payload", "detail",   "output",  "arguments", "input",  "content"};
    const auto is_name = [name](std::string_view each) {
        return each.size() == name.size() && std::equal(each.begin(), each.end(), name.begin(), [](char lower, char c) {
                   return lower == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
               });
    };
    return std::any_of(std::begin(names), std::end(names), is_name);
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

// Walks over JSON that is valid. Of other text it makes nothing useful, but it ends.
class list_finder {
public:
    explicit list_finder(std::string_view json) : json_(json) {}

    std::optional<element_list> longest() {
        skip_spaces();
        if (next() == '{') {
            search_object(1);
        }
        return best_.elements > 1 ? std::optional{std::move(best_)} : std::nullopt;
    }
    void each(const element_list& list, const std::function<void(std::string_view element)>& visit) {
        at_ = list.first;
        while (at_ < list.last) {
            const std::size_t begin = at_;
            skip_value();
            visit(json_.substr(begin, at_ - begin));
            skip_comma();
        }
    }

private:
    [[nodiscard]] char next() const { return at_ < json_.size() ? json_[at_] : '\0'; }
    void skip_spaces() { at_ = (std::min)(json_.find_first_not_of(spaces, at_), json_.size()); }
    void skip_comma() {
        skip_spaces();
        at_ += next() == ',' ? 1U : 0U;
        skip_spaces();
    }
    void skip_string() {
        for (++at_; at_ < json_.size() && json_[at_] != '"'; ++at_) {
            at_ += json_[at_] == '\\' ? 1U : 0U;
        }
        at_ = (std::min)(at_ + 1, json_.size());
    }
    void skip_value() {
        std::size_t depth = 0;
        do {
            const char c = next();
            depth += c == '{' || c == '[' ? 1U : 0U;
            depth -= (c == '}' || c == ']') && depth != 0 ? 1U : 0U;
            if (c == '"') {
                skip_string();
            } else if (depth != 0 || c == '}' || c == ']') {
                ++at_;
            } else { // a number or a word, up to what ends it
                at_ = (std::min)(json_.find_first_of(",]} \t\r\n", at_ + 1), json_.size());
            }
        } while (depth != 0 && at_ < json_.size());
    }
    void search_object(unsigned levels) {
        ++at_;
        for (skip_spaces(); next() == '"'; skip_comma()) {
            const std::size_t begin = at_;
            skip_string();
            const std::string_view name = json_.substr(begin, at_ - begin); // with its quotes
            skip_spaces();
            at_ += next() == ':' ? 1U : 0U;
            skip_spaces();
            const std::size_t path = path_.size();
            path_.append("{").append(name).append(":");
            if (next() == '{' && levels != telnyx::errors::limits::wrappers) {
                search_object(levels + 1);
            } else if (next() == '[' && names_a_list(name.substr(1, name.size() - 2)) && (levels > 1 || name != "\"data\"")) {
                count_elements(levels);
            } else {
                skip_value();
            }
            path_.resize(path);
        }
        at_ += next() == '}' ? 1U : 0U;
    }
    void count_elements(unsigned levels) {
        element_list list;
        list.levels = levels;
        ++at_;
        skip_spaces();
        for (list.first = at_; at_ < json_.size() && next() != ']'; ++list.elements) {
            skip_value();
            skip_comma();
        }
        list.last = at_;
        at_ += next() == ']' ? 1U : 0U;
        if (list.elements > best_.elements) {
            list.path = path_ + '[';
            best_ = std::move(list);
        }
    }

    std::string_view json_;
    std::size_t at_ = 0;
    std::string path_{};
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
    list_finder{json}.each(list, visit);
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
