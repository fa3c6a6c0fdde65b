// telnyx-errors, the command line: from a stream of bytes to the texts of bodies. SPDX-License-Identifier: MIT
#include "body_stream.hpp"

#include <telnyx/errors/report.hpp>

namespace command_line {
namespace {

namespace te = telnyx::errors;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool begins_scalar(char c) { return c == '"' || c == '-' || (c >= '0' && c <= '9') || c == 't' || c == 'f' || c == 'n'; }

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

void body_stream::feed(std::string_view bytes) {
    for (const char c : bytes) {
        if (bom_ < byte_order_mark.size() && line_ == 1 && !any_ && text_.empty() && c == byte_order_mark[bom_]) {
            ++bom_;
            continue;
        }
        bom_ = byte_order_mark.size();
        take(c);
    }
}

void body_stream::take(char c) {
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
    case state::overlong: state_ = c == '\n' ? state::between : state_; break;
    }
    at_line_start_ = c == '\n';
    line_ += at_line_start_ ? 1U : 0U;
    if (text_.size() > te::limits::body_bytes) {
        hand_on(text_.size());
        state_ = c == '\n' ? state::between : state::overlong;
    }
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
        first_line_ = line_;
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
        const std::string line = text_.substr(ahead_begin_);
        hand_on(ahead_begin_);
        text_ = line;
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
    if (state_ == state::value && ahead_ && ahead_complete_) {
        end_line();
    } else if (state_ == state::value || state_ == state::scalar || state_ == state::foreign) {
        hand_on(text_.size());
    } else if (in_list_) {
        visit_("[", first_line_); // a list that was cut off
    } else if (!any_) {
        visit_({}, 1);
    }
}

void body_stream::hand_on(std::size_t size) {
    any_ = true;
    visit_(std::string_view{text_}.substr(0, size), first_line_);
    text_.clear();
}

} // namespace command_line
