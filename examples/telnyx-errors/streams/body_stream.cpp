// telnyx-errors, the command line: splits a stream of bytes into payloads. SPDX-License-Identifier: MIT
#include "streams/body_stream.hpp"

#include <algorithm>
#include <utility>

#include <telnyx/errors/report.hpp>

#include "streams/characters.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t rest_piece = 65536;

// Whether a list may start like this, after its bracket: with nothing, a string, or a complete scalar.
bool starts_list(std::string_view inside) {
    inside.remove_prefix((std::min)(inside.find_first_not_of(spaces), inside.size()));
    const std::string_view token = inside.substr(0, inside.find_first_of(" \t\r,]"));
    const std::size_t next = inside.find_first_not_of(spaces, token.size());
    const bool is_complete = next == std::string_view::npos || inside[next] == ',' || inside[next] == ']';
    const bool is_number = token.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
    return starts_with(token, "\"") || (is_complete && (is_number || token == "true" || token == "false" || token == "null"));
}

} // namespace

bool body_stream::scanner::take(char c) {
    if (in_string) {
        if (escaped) {
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            in_string = false;
        }
        return false;
    }
    switch (c) {
    case '"': in_string = true; return false;
    case '{':
    case '[': ++depth; return false;
    case '}':
    case ']': return depth == 0 || --depth == 0;
    default: return false;
    }
}

void body_stream::start_at(std::size_t line) {
    line_ = line;
    any_ = true;
}

void body_stream::feed(std::string_view bytes) {
    for (std::size_t place = 0; place != bytes.size();) {
        if (state_ == state::value && !ahead_.active && !at_line_start_) {
            place += take_run(bytes.substr(place));
        } else {
            take(bytes[place++]);
        }
    }
}

// Takes the rest of a line inside a value at once: this is the fast path for nearly all bytes.
std::size_t body_stream::take_run(std::string_view bytes) {
    const std::size_t available = te::limits::body_bytes + 1 - text_.size();
    const std::size_t limit = (std::min)(bytes.size(), available);
    scanner scan = scanner_;
    std::size_t place = 0;
    bool complete = false;
    while (place != limit && !complete) {
        if (scan.in_string && !scan.escaped) { // skip ordinary characters
            const char* const from = bytes.data() + place;
            std::size_t length = 0;
            while (length != limit - place && from[length] != '"' && from[length] != '\\' && from[length] != '\n') {
                ++length;
            }
            place += length;
            if (place == limit) {
                break;
            }
        }
        if (bytes[place] == '\n') {
            break;
        }
        complete = scan.take(bytes[place++]);
    }
    text_.append(bytes.data(), place);
    scanner_ = scan;
    const std::size_t visible = bytes.substr(0, place).find_last_not_of(spaces);
    last_ = visible == std::string_view::npos ? last_ : bytes[visible];
    if (complete) {
        pass_on(text_.size());
        state_ = state::between;
    } else if (text_.size() > te::limits::body_bytes) {
        end_overlong(false);
    } else if (place != limit) {
        take(bytes[place++]); // the end of the line
    }
    return place;
}

void body_stream::take(char c) {
    if (at_line_start_ && c == '{' && !permits_object(last_)) {
        start_value();
    }
    take_in_state(c);
    last_ = is_space(c) ? last_ : c;
    at_line_start_ = c == '\n';
    line_ += at_line_start_ ? 1U : 0U;
    if (text_.size() > te::limits::body_bytes) {
        end_overlong(at_line_start_);
    }
}

void body_stream::take_in_state(char c) {
    switch (state_) {
    case state::between: begin(c); break;
    case state::value: in_value(c); break;
    case state::scalar: in_scalar(c); break;
    case state::bracket: in_bracket(c); break;
    case state::foreign: in_foreign(c); break;
    case state::head: in_head(c); break;
    case state::after_head: after_head(c); break;
    case state::page: in_page(c); break;
    case state::overlong:
        text_ += c;
        if (c == '\n' || text_.size() == rest_piece) {
            pass_on_rest();
        }
        state_ = c == '\n' ? state::between : state_;
        break;
    }
}

void body_stream::start_value() {
    while (state_ == state::value) { // text that was read again may end with another one
        end_broken_value();
    }
    if (state_ == state::page) {
        pass_on(text_.size());
        state_ = state::between;
    }
    if (in_list_ && state_ == state::between) {
        visit_("[", list_line_); // a list that was cut off
        in_list_ = false;
    }
}

void body_stream::skip_line() {
    any_ = true;
    last_ = '}';
    ++line_;
}

void body_stream::begin(char c) {
    if (is_space(c) || (in_list_ && c == ',')) {
        return;
    }
    if (in_list_ && c == ']') {
        in_list_ = false;
        return;
    }
    text_ = c;
    scanner_ = scanner{};
    scanner_.take(c);
    first_line_ = line_;
    ahead_.active = false;
    objects_ = 0;
    is_text_ = false;
    if (starts_response(c)) {
        state_ = state::head;
        head_begin_ = head_line_ = 0;
    } else if (c == '[' && !in_list_) {
        state_ = state::bracket;
    } else if (c == '{' || c == '[') {
        state_ = state::value;
    } else if (starts_scalar(c) || any_ || in_list_) {
        state_ = state::scalar;
    } else {
        state_ = state::foreign;
    }
}

void body_stream::begin_list() {
    in_list_ = true;
    list_line_ = first_line_;
    text_.clear();
    state_ = state::between;
}

void body_stream::in_value(char c) {
    look_ahead(c);
    text_ += c;
    if (c == '\n') {
        end_line();
    } else if (scanner_.take(c)) {
        pass_on(text_.size());
        state_ = state::between;
    }
}

void body_stream::in_scalar(char c) {
    const bool ends = scanner_.in_string ? c == '\n' : c == '\n' || (in_list_ && (c == ',' || c == ']'));
    if (ends && continues_text()) {
        in_value(c);
    } else if (ends) {
        pass_on(text_.size());
        state_ = state::between;
        in_list_ = in_list_ && c != ']';
    } else {
        text_ += c;
        scanner_.take(c);
    }
}

// After a '[' outside of a list. An object, a list or the end of the line shows that it is one; all else waits for the end of the
// line.
void body_stream::in_bracket(char c) {
    if (text_.find_first_not_of(spaces, 1) == std::string::npos && (c == '{' || c == '[' || c == '\n')) {
        begin_list();
        begin(c);
    } else if (c == '\n') {
        end_bracket(true);
        if (state_ != state::between) { // the line ends in an element of the list
            take_in_state(c);
        }
    } else {
        text_ += c;
        if (text_.size() == te::limits::body_bytes) {
            end_bracket(false);
        }
    }
}

void body_stream::in_foreign(char c) {
    if (text_.size() == te::limits::body_bytes) {
        return;
    }
    look_ahead(c);
    text_ += c;
    const bool is_html = text_.size() > 1 && text_[0] == '<' && !(text_[1] >= '0' && text_[1] <= '9'); // which syslog writes
    if (is_html || ends_before_response(c)) {
        return;
    }
    if ((c == '\n' && end_of_object_line() && objects_ > 1) || text_.size() == te::limits::body_bytes) {
        any_ = true;
        read_again(std::exchange(text_, {}), first_line_, true);
    }
}

// At the end of a line of text: whether it continues, since it ends with an opening bracket. Then it is a value.
bool body_stream::continues_text() {
    if (in_list_ || again_ || (last_ != '{' && last_ != '[')) {
        return false;
    }
    is_text_ = true;
    scanner_ = {1, false, false};
    ahead_.active = false;
    objects_ = 0;
    state_ = state::value;
    return true;
}

// Follows a line that begins with an object.
void body_stream::look_ahead(char c) {
    if (at_line_start_ && c == '{') {
        ahead_ = {true, false, false, text_.size(), line_, {}};
    } else if (state_ == state::foreign && !ahead_.active && c == '"' && ends_with(text_, "{")) {
        ahead_ = {true, false, true, text_.size() - 1, line_, {1, false, false}};
    }
    if (ahead_.active && !(ahead_.complete && (ahead_.is_inside || is_space(c)))) {
        ahead_.active = !ahead_.complete; // text after the object on its line: it is part of the value
        ahead_.complete = ahead_.scan.take(c);
    }
}

// Notes whether the line that ends is a complete object.
bool body_stream::end_of_object_line() {
    const bool is_object = ahead_.active && ahead_.complete;
    ahead_.active = false;
    if (is_object && ++objects_ == 1) {
        object_begin_ = ahead_.begin;
        object_line_ = ahead_.line;
    }
    return is_object;
}

void body_stream::end_line() {
    if ((end_of_object_line() && again_) || scanner_.in_string) {
        end_broken_value();
    }
}

void body_stream::end_overlong(bool is_end_of_line) {
    if (objects_ != 0 || is_text_) {
        end_broken_value();
        return;
    }
    pass_on(text_.size());
    state_ = is_end_of_line ? state::between : state::overlong;
}

// Ends a value that was not completed. The objects on lines of their own in it are values, and so are all lines of a text.
void body_stream::end_broken_value() {
    state_ = state::between;
    if (std::exchange(is_text_, false)) {
        read_again(std::exchange(text_, {}), first_line_, true);
        return;
    }
    if (std::exchange(objects_, 0) == 0) {
        pass_on(text_.size());
        return;
    }
    const std::string rest = text_.substr(object_begin_);
    pass_on(object_begin_);
    if (again_) { // the rest is the object
        text_ = rest;
        first_line_ = object_line_;
        pass_on(text_.size());
    } else {
        read_again(rest, object_line_, true);
    }
}

void body_stream::end_bracket(bool is_end_of_line) {
    const std::string line = std::exchange(text_, {});
    state_ = state::between;
    scanner scan;
    std::size_t end = 0; // of what may be a list
    while (end != line.size() && !scan.take(line[end])) {
        ++end;
    }
    const bool is_followed = end < line.size() && line.find_first_not_of(spaces, end + 1) != std::string::npos;
    if (starts_list(std::string_view{line}.substr(1)) && !is_followed) {
        begin_list();
        read_again(std::string_view{line}.substr(1), first_line_, false);
        return;
    }
    text_ = line;
    if (!is_end_of_line || !continues_text()) {
        pass_on(text_.size());
    }
}

// Reads text that was taken before. Values in it end where they are broken, so that nothing is read a third time.
void body_stream::read_again(std::string_view text, std::size_t line, bool starts_line) {
    const bool before = std::exchange(again_, true);
    const std::size_t line_before = std::exchange(line_, line);
    state_ = state::between;
    at_line_start_ = starts_line;
    last_ = ','; // what comes before the text is known
    for (const char c : text) {
        take(c);
    }
    line_ = line_before;
    again_ = before;
}

void body_stream::finish() {
    while (state_ == state::bracket || state_ == state::value) { // text that is read again may end with another one
        if (state_ == state::bracket) {
            end_bracket(false);
        } else {
            end_of_object_line();
            end_broken_value();
        }
    }
    if (state_ == state::overlong) {
        pass_on_rest();
    } else if (state_ != state::between) {
        pass_on(text_.size());
    } else if (in_list_) {
        visit_("[", list_line_); // a list that was cut off
    } else if (!any_) {
        visit_({}, 1);
    }
}

void body_stream::pass_on(std::size_t size) {
    any_ = true;
    visit_(std::string_view{text_}.substr(0, size), first_line_);
    text_.clear();
}

void body_stream::pass_on_rest() {
    if (rest_ && !text_.empty()) {
        rest_(text_, first_line_);
    }
    text_.clear();
}

} // namespace command_line
