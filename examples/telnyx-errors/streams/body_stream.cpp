// telnyx-errors, the command line: from a stream of bytes to the texts of bodies. SPDX-License-Identifier: MIT
#include "streams/body_stream.hpp"

#include <algorithm>
#include <utility>

#include <telnyx/errors/report.hpp>

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::string_view blanks = " \t\r\n";

bool is_blank(char c) { return blanks.find(c) != std::string_view::npos; }

bool begins_scalar(char c) { return c == '"' || c == '-' || (c >= '0' && c <= '9') || c == 't' || c == 'f' || c == 'n'; }

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
        take_part_of_mark();
        take(c);
    }
}

// Takes the bytes that looked like the beginning of a byte order mark, and were none.
void body_stream::take_part_of_mark() {
    if (bom_ < byte_order_mark.size()) {
        const std::string_view part = byte_order_mark.substr(0, std::exchange(bom_, byte_order_mark.size()));
        for (const char c : part) {
            take(c);
        }
    }
}

// Takes what lies inside one line of a value, at most up to its end, in one go: nearly all bytes of nearly all inputs.
std::size_t body_stream::take_run(std::string_view bytes) {
    const std::size_t room = te::limits::body_bytes + 1 - text_.size();
    const std::size_t limit = (std::min)(bytes.size(), room);
    scanner scan = scanner_;
    std::size_t place = 0;
    bool complete = false;
    while (place != limit && !complete) {
        if (scan.in_string && !scan.escaped) { // up to what means something in a string
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
    const std::size_t visible = bytes.substr(0, place).find_last_not_of(blanks);
    last_ = visible == std::string_view::npos ? last_ : bytes[visible];
    if (complete) {
        hand_on(text_.size());
        state_ = state::between;
    } else if (text_.size() > te::limits::body_bytes) {
        hand_on(text_.size());
        state_ = state::overlong;
    } else if (place != limit) {
        take(bytes[place++]); // the end of the line
    }
    return place;
}

void body_stream::take(char c) {
    if (at_line_start_ && c == '{' && begins_anew_behind(last_)) {
        begin_anew();
    }
    switch (state_) {
    case state::between: begin(c); break;
    case state::value: in_value(c); break;
    case state::scalar: {
        const bool ends = scanner_.in_string ? c == '\n' : c == '\n' || (in_list_ && (c == ',' || c == ']'));
        if (ends) {
            hand_on(text_.size());
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
            hand_on_rest();
        }
        state_ = c == '\n' ? state::between : state_;
        break;
    }
    last_ = is_blank(c) ? last_ : c;
    at_line_start_ = c == '\n';
    line_ += at_line_start_ ? 1U : 0U;
    if (text_.size() > te::limits::body_bytes) {
        hand_on(text_.size());
        state_ = c == '\n' ? state::between : state::overlong;
    }
}

void body_stream::begin_anew() {
    if (state_ == state::value) {
        hand_on(text_.size());
        state_ = state::between;
    }
    if (in_list_ && state_ == state::between) {
        visit_("[", list_line_); // a list that was cut off
        in_list_ = false;
    }
}

void body_stream::pass_line() {
    bom_ = byte_order_mark.size();
    any_ = true;
    last_ = '}';
    ++line_;
}

void body_stream::begin(char c) {
    if (is_blank(c) || (in_list_ && c == ',')) {
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
    } else if (begins_scalar(c) || any_ || in_list_) {
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
    if (ahead_ && !(ahead_complete_ && is_blank(c))) {
        ahead_ = !ahead_complete_; // something follows the object on its line: it is part of the value
        ahead_complete_ = ahead_scanner_.take(c);
    }
    if (scanner_.take(c)) {
        hand_on(text_.size());
        state_ = state::between;
    }
}

void body_stream::end_line() {
    if (ahead_ && ahead_complete_) {
        const std::string ahead = text_.substr(ahead_begin_);
        hand_on(ahead_begin_);
        text_ = ahead;
        first_line_ = ahead_line_;
        hand_on(text_.size());
        state_ = state::between;
    } else if (scanner_.in_string) {
        hand_on(text_.size());
        state_ = state::between;
    }
    ahead_ = false;
}

void body_stream::finish() {
    take_part_of_mark();
    if (state_ == state::value && ahead_ && ahead_complete_) {
        end_line();
    } else if (state_ == state::value || state_ == state::scalar || state_ == state::foreign) {
        hand_on(text_.size());
    } else if (state_ == state::overlong) {
        hand_on_rest();
    } else if (in_list_) {
        visit_("[", list_line_); // a list that was cut off
    } else if (!any_) {
        visit_({}, 1);
    }
}

void body_stream::hand_on(std::size_t size) {
    any_ = true;
    visit_(std::string_view{text_}.substr(0, size), first_line_);
    text_.clear();
}

void body_stream::hand_on_rest() {
    if (rest_ && !text_.empty()) {
        rest_(text_, first_line_);
    }
    text_.clear();
}

} // namespace command_line
