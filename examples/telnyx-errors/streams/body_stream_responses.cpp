// telnyx-errors, the command line: responses with their heads in a stream of payloads. SPDX-License-Identifier: MIT
#include <algorithm>

#include "streams/body_stream.hpp"
#include "streams/characters.hpp"

namespace command_line {
namespace {

// Whether a line in the head of a response is a header.
bool is_header(std::string_view line) {
    const std::size_t colon = line.find(':');
    return colon != 0 && colon != std::string_view::npos && line.substr(0, colon).find_first_of(spaces) == std::string_view::npos;
}

// Whether another response to the same request follows this one: after "100 Continue", or a proxy's "200 Connection established".
bool is_interim(std::string_view head) {
    const std::string_view line = head.substr(0, head.find('\n'));
    const std::size_t space = line.find(' ');
    const std::string_view status = space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
    constexpr std::string_view connected = "200 connection established";
    return starts_with(status, "1") || equal_ignoring_case(status.substr(0, connected.size()), connected);
}

} // namespace

bool body_stream::can_be_split(std::string_view start) noexcept {
    const std::size_t first = start.find_first_not_of(spaces);
    return first == std::string_view::npos || start[first] == '{' || starts_scalar(start[first]);
}

bool body_stream::starts_value_after(std::string_view before) noexcept {
    const std::size_t last = before.find_last_not_of(spaces);
    if (last == std::string_view::npos || permits_object(before[last])) {
        return false;
    }
    before.remove_prefix(before.size() - (std::min)(before.size(), longest_head));
    for (std::size_t end = before.size(); end != 0;) { // the object may be the payload of a response
        const std::size_t head = before.rfind(status_line, end - 1);
        if (head == std::string_view::npos || before.find("\n{", head) != std::string_view::npos) {
            return true;
        }
        const std::size_t previous = before.substr(0, head).find_last_not_of(" \t\r");
        if (previous == std::string_view::npos || before[previous] == '\n' || before[previous] == '}') {
            return false;
        }
        end = head;
    }
    return true;
}

// In a line that may be the first of a response, or in the headers below it.
void body_stream::in_head(char c) {
    const std::size_t size = text_.size() - head_line_;
    const bool is_first = head_line_ == head_begin_;
    if ((is_first && size < status_line.size() && c != status_line[size]) || text_.size() == longest_head) {
        state_ = any_ || head_begin_ != 0 ? state::scalar : state::foreign;
        take_in_state(c);
        return;
    }
    if (c == '{' && size == 0) {
        after_head(c);
        return;
    }
    text_ += c;
    if (c != '\n') {
        return;
    }
    const std::string_view line = std::string_view{text_}.substr(head_line_);
    if (line.find_first_not_of(spaces) == std::string_view::npos) {
        state_ = state::after_head;
    } else if (!is_first && !is_header(line)) {
        pass_on(text_.size());
        state_ = state::between;
    }
    head_line_ = text_.size();
}

// Before the payload of a response.
void body_stream::after_head(char c) {
    if (is_space(c) && text_.size() != longest_head) {
        text_ += c;
    } else if (c == '{' || c == '[') {
        state_ = state::value;
        text_ += c;
        scanner_ = scanner{};
        scanner_.take(c);
        ahead_.active = false;
        objects_ = 0;
    } else if (c == '<') {
        state_ = state::page;
        text_ += c;
    } else if (c == status_line.front() && is_interim(std::string_view{text_}.substr(head_begin_))) {
        state_ = state::head;
        head_begin_ = head_line_ = text_.size();
        text_ += c;
    } else {
        pass_on(text_.size());
        state_ = state::between;
        take_in_state(c);
    }
}

// In the HTML of a response, which another response or an object in the first column ends.
void body_stream::in_page(char c) {
    text_ += c;
    ends_before_response(c);
}

// Whether a response may begin with this character.
bool body_stream::starts_response(char c) const {
    return c == status_line.front() && !in_list_ && (at_line_start_ || last_ == '}');
}

// Ends text before the status line that it ends with, if it does.
bool body_stream::ends_before_response(char c) {
    if (c != status_line.back() || !ends_with(text_, "\nHTTP/")) {
        return false;
    }
    pass_on(text_.size() - status_line.size());
    text_ = status_line;
    first_line_ = line_;
    head_begin_ = head_line_ = 0;
    state_ = state::head;
    return true;
}

} // namespace command_line
