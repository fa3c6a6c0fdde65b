// telnyx-errors, the command line: splits a stream of bytes into payloads. SPDX-License-Identifier: MIT
#include "streams/body_stream.hpp"

#include <algorithm>
#include <utility>

#include <telnyx/errors/report.hpp>

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::string_view spaces = " \t\r\n";

bool is_space(char c) { return spaces.find(c) != std::string_view::npos; }

bool starts_scalar(char c) { return c == '"' || c == '-' || (c >= '0' && c <= '9') || c == 't' || c == 'f' || c == 'n'; }

constexpr std::size_t rest_piece = 65536;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

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
    bom_ = line == 1 ? 0 : byte_order_mark.size();
}

void body_stream::feed(std::string_view bytes) {
    for (std::size_t place = 0; place != bytes.size();) {
        if (state_ == state::value && !ahead_ && !at_line_start_) {
            place += take_run(bytes.substr(place));
            continue;
        }
        const char c = bytes[place++];
        if (bom_ < byte_order_mark.size() && c == byte_order_mark[bom_]) {
            ++bom_;
            continue;
        }
        take_partial_mark();
        take(c);
    }
}

// Takes the bytes that looked like the start of a byte order mark but were not one.
void body_stream::take_partial_mark() {
    if (bom_ < byte_order_mark.size()) {
        const std::string_view part = byte_order_mark.substr(0, std::exchange(bom_, byte_order_mark.size()));
        for (const char c : part) {
            take(c);
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
        pass_on(text_.size());
        state_ = state::overlong;
    } else if (place != limit) {
        take(bytes[place++]); // the end of the line
    }
    return place;
}

void body_stream::take(char c) {
    if (at_line_start_ && c == '{' && starts_value_after(last_)) {
        start_value();
    }
    switch (state_) {
    case state::between: begin(c); break;
    case state::value: in_value(c); break;
    case state::scalar: {
        const bool ends = scanner_.in_string ? c == '\n' : c == '\n' || (in_list_ && (c == ',' || c == ']'));
        if (ends) {
            pass_on(text_.size());
            state_ = state::between;
            in_list_ = in_list_ && c != ']';
        } else {
            text_ += c;
            scanner_.take(c);
        }
        break;
    }
    case state::foreign:
        if (text_.size() < te::limits::body_bytes) {
            text_ += c;
        }
        break;
    case state::overlong:
        text_ += c;
        if (c == '\n' || text_.size() == rest_piece) {
            pass_on_rest();
        }
        state_ = c == '\n' ? state::between : state_;
        break;
    }
    last_ = is_space(c) ? last_ : c;
    at_line_start_ = c == '\n';
    line_ += at_line_start_ ? 1U : 0U;
    if (text_.size() > te::limits::body_bytes) {
        pass_on(text_.size());
        state_ = c == '\n' ? state::between : state::overlong;
    }
}

void body_stream::start_value() {
    if (state_ == state::value) {
        pass_on(text_.size());
        state_ = state::between;
    }
    if (in_list_ && state_ == state::between) {
        visit_("[", list_line_); // a list that was cut off
        in_list_ = false;
    }
}

void body_stream::skip_line() {
    bom_ = byte_order_mark.size();
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
    if (c == '[' && !in_list_) {
        in_list_ = true;
        list_line_ = line_;
        return;
    }
    text_ = c;
    scanner_ = scanner{};
    scanner_.take(c);
    first_line_ = line_;
    ahead_ = false;
    if (c == '{' || c == '[') {
        state_ = state::value;
    } else if (starts_scalar(c) || any_ || in_list_) {
        state_ = state::scalar;
    } else {
        state_ = state::foreign;
    }
}

void body_stream::in_value(char c) {
    if (at_line_start_ && c == '{') {
        ahead_ = true;
        ahead_complete_ = false;
        ahead_begin_ = text_.size();
        ahead_line_ = line_;
        ahead_scanner_ = scanner{};
    }
    text_ += c;
    if (c == '\n') {
        end_line();
        return;
    }
    if (ahead_ && !(ahead_complete_ && is_space(c))) {
        ahead_ = !ahead_complete_; // text after the object on its line: it is part of the value
        ahead_complete_ = ahead_scanner_.take(c);
    }
    if (scanner_.take(c)) {
        pass_on(text_.size());
        state_ = state::between;
    }
}

void body_stream::end_line() {
    if (ahead_ && ahead_complete_) {
        const std::string ahead = text_.substr(ahead_begin_);
        pass_on(ahead_begin_);
        text_ = ahead;
        first_line_ = ahead_line_;
        pass_on(text_.size());
        state_ = state::between;
    } else if (scanner_.in_string) {
        pass_on(text_.size());
        state_ = state::between;
    }
    ahead_ = false;
}

void body_stream::finish() {
    take_partial_mark();
    if (state_ == state::value && ahead_ && ahead_complete_) {
        end_line();
    } else if (state_ == state::value || state_ == state::scalar || state_ == state::foreign) {
        pass_on(text_.size());
    } else if (state_ == state::overlong) {
        pass_on_rest();
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
