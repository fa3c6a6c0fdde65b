// telnyx-errors: the HTTP status and the headers in the text before a payload. SPDX-License-Identifier: MIT
//
// A status is taken only from text that states it: a status line, a number after a word such as "status code", a number with its
// own reason phrase, a number directly before the payload. No other number is one.
#ifndef TELNYX_ERRORS_EMBEDDED_HTTP_TEXT_HPP
#define TELNYX_ERRORS_EMBEDDED_HTTP_TEXT_HPP

#include <cstddef>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/embedded/spans.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/instant.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

struct reason_phrase {
    int status;
    std::string_view lower_case;
};

inline constexpr reason_phrase reason_phrases[] = {
    {200, "ok"},
    {201, "created"},
    {202, "accepted"},
    {204, "no content"},
    {400, "bad request"},
    {401, "unauthorized"},
    {402, "payment required"},
    {403, "forbidden"},
    {404, "not found"},
    {405, "method not allowed"},
    {406, "not acceptable"},
    {408, "request timeout"},
    {409, "conflict"},
    {410, "gone"},
    {413, "payload too large"},
    {415, "unsupported media type"},
    {422, "unprocessable"}, // Entity, or Content
    {429, "too many requests"},
    {500, "internal server error"},
    {502, "bad gateway"},
    {503, "service unavailable"},
    {504, "gateway timeout"},
};

inline constexpr std::string_view status_words[] = {"http",        "status",     "statuscode",       "status_code",
                                                    "http_status", "httpstatus", "http_status_code", "httpstatuscode",
                                                    "http_code",   "httpcode",   "response_code",    "responsecode"};
inline constexpr std::string_view words_before_code[] = {"status", "error", "response", "http"};
// A number after one of these counts or measures something else.
inline constexpr std::string_view other_number_words[] = {"line", "port", "pid",   "in", "after",   "took",
                                                          "row",  "size", "bytes", "id", "attempt", "retry"};

template <std::size_t Count>
[[nodiscard]] constexpr bool is_listed(const std::string_view (&words)[Count], std::string_view word) noexcept {
    for (const std::string_view each : words) {
        if (equal_ignoring_case(word, each)) {
            return true;
        }
    }
    return false;
}

[[nodiscard]] constexpr bool starts_ignoring_case(std::string_view text, std::string_view lower_case) noexcept {
    return equal_ignoring_case(text.substr(0, lower_case.size()), lower_case);
}

// At most so many separators are skipped before and after a number, so that every number costs O(1).
inline constexpr std::size_t most_separators = 64;

[[nodiscard]] constexpr std::string_view without_last(std::string_view text, std::string_view separators) noexcept {
    for (std::size_t i = 0; i != most_separators && !text.empty() && separators.find(text.back()) != no_place; ++i) {
        text.remove_suffix(1);
    }
    return text;
}

[[nodiscard]] constexpr std::string_view without_first(std::string_view text, std::string_view separators) noexcept {
    for (std::size_t i = 0; i != most_separators && !text.empty() && separators.find(text.front()) != no_place; ++i) {
        text.remove_prefix(1);
    }
    return text;
}

// Removes the last word of a text and returns it. A word has letters and underscores, at most 24.
[[nodiscard]] constexpr std::string_view take_last_word(std::string_view& text) noexcept {
    std::size_t first = text.size();
    while (first != 0 && text.size() - first < 24 && (is_letter(text[first - 1]) || text[first - 1] == '_')) {
        --first;
    }
    const std::string_view word = text.substr(first);
    text.remove_suffix(word.size());
    return word;
}

// Whether a text ends with "HTTP/1.1" or the like.
[[nodiscard]] constexpr bool ends_with_http_version(std::string_view text) noexcept {
    const std::size_t slash = text.substr(text.size() < 4 ? 0 : text.size() - 4).rfind('/');
    if (slash == no_place || !is_digit(text.back())) {
        return false;
    }
    text.remove_suffix((text.size() < 4 ? text.size() : 4) - slash);
    return equal_ignoring_case(take_last_word(text), "http");
}

// Whether the text before a number says that the number is an HTTP status.
[[nodiscard]] constexpr bool introduces_status(std::string_view before) noexcept {
    before = without_last(before, " \t:=\"'`([#>-");
    if (ends_with_http_version(before)) {
        return true;
    }
    std::string_view word = take_last_word(before);
    if (equal_ignoring_case(word, "of") || equal_ignoring_case(word, "is") || equal_ignoring_case(word, "was")) {
        before = without_last(before, " ");
        word = take_last_word(before);
    }
    before = without_last(before, " -");
    const std::string_view earlier = take_last_word(before);
    if (equal_ignoring_case(word, "code")) {
        return is_listed(words_before_code, earlier);
    }
    return is_listed(status_words, word) && !equal_ignoring_case(earlier, "exit");
}

// Whether the text after a number is the reason phrase of this status, or says which side made the error.
[[nodiscard]] constexpr bool has_reason_phrase(int status, std::string_view after) noexcept {
    after = without_first(after, " (:-\"'`");
    for (const reason_phrase& each : reason_phrases) {
        if (each.status == status && starts_ignoring_case(after, each.lower_case)) {
            return true;
        }
    }
    return starts_ignoring_case(after, status < 500 ? "client error" : "server error") && status >= 400;
}

[[nodiscard]] constexpr bool joins_a_number(char c) noexcept {
    return is_word_character(c) || c == '.' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

// The status that three digits at a place write, if they stand alone; else 0.
[[nodiscard]] constexpr int status_number_at(std::string_view text, std::size_t place) noexcept {
    if (text.size() - place < 3 || text[place] < '1' || text[place] > '5' || !is_digit(text[place + 1]) ||
        !is_digit(text[place + 2])) {
        return 0;
    }
    const char before = place != 0 ? text[place - 1] : ' ';
    const char after = place + 3 < text.size() ? text[place + 3] : ' ';
    const char second = place + 4 < text.size() ? text[place + 4] : ' ';
    if (joins_a_number(before) || is_word_character(after) || after == '%' || (!is_space(after) && is_digit(second))) {
        return 0;
    }
    return (text[place] - '0') * 100 + (text[place + 1] - '0') * 10 + (text[place + 2] - '0');
}

// The last status that a line states; 0 if it states none. O(size).
[[nodiscard]] constexpr int stated_status(std::string_view line) noexcept {
    int result = 0;
    for (std::size_t place = 0; place + 3 <= line.size(); ++place) {
        const int status = is_digit(line[place]) ? status_number_at(line, place) : 0;
        if (status != 0 && (introduces_status(line.substr(0, place)) || has_reason_phrase(status, line.substr(place + 3)))) {
            result = status;
        }
    }
    return result;
}

// Without a URL or path at its end: "400 /messages".
[[nodiscard]] constexpr std::string_view without_path(std::string_view text) noexcept {
    const std::size_t space = text.substr(text.size() < 256 ? 0 : text.size() - 256).rfind(' ');
    if (space == no_place) {
        return text;
    }
    const std::size_t first = (text.size() < 256 ? 0 : text.size() - 256) + space + 1;
    const std::string_view last = text.substr(first);
    const bool path = last.substr(0, 1) == "/" || starts_ignoring_case(last, "http://") || starts_ignoring_case(last, "https://");
    return path ? without_last(text.substr(0, first), " ") : text;
}

// Whether the text before a number says that it is no HTTP status: a line, a duration, the exit status of a program.
[[nodiscard]] constexpr bool counts_something_else(std::string_view before) noexcept {
    before = without_last(before, " (\"'`=:");
    const std::string_view word = take_last_word(before);
    before = without_last(before, " ");
    return is_listed(other_number_words, word) || equal_ignoring_case(take_last_word(before), "exit");
}

// The status directly before a payload: "403 {...}", "409 - {...}", "400 /messages: {...}"; 0 if there is none.
[[nodiscard]] constexpr int status_directly_before(std::string_view line) noexcept {
    constexpr std::string_view separators = " \t:,;=>-()\"'`\\";
    line = without_last(line, separators);
    if (line.size() > 2 && (line.back() == 'b' || line.back() == 'u') && line[line.size() - 2] == ' ') {
        line = without_last(line.substr(0, line.size() - 1), separators); // 403 b'{...}'
    }
    line = without_path(line);
    if (line.size() < 3) {
        return 0;
    }
    const std::size_t place = line.size() - 3;
    const char before = place != 0 ? line[place - 1] : ' ';
    if (!is_space(before) && before != '(' && !is_quote(before)) {
        return 0; // main.go:142: {...}
    }
    return counts_something_else(line.substr(0, place)) ? 0 : status_number_at(line, place);
}

// The status of a line such as "HTTP/2 429"; 0 for any other line.
[[nodiscard]] constexpr int status_of_status_line(std::string_view line) noexcept {
    const std::size_t space = line.substr(0, 9).find(' ');
    if (space == no_place || !ends_with_http_version(line.substr(0, space)) || !starts_ignoring_case(line, "http/")) {
        return 0;
    }
    return status_number_at(line, space + 1);
}

// The size of the name if the line is a header, "name: value"; else 0.
[[nodiscard]] constexpr std::size_t header_name_size(std::string_view line) noexcept {
    std::size_t size = 0;
    while (size != line.size() && (is_word_character(line[size]) || line[size] == '-')) {
        ++size;
    }
    return size != line.size() && line[size] == ':' ? size : 0;
}

// What the text before a payload says about its response. It reads the text piece by piece, in order.
class http_surroundings {
public:
    // \param by_line  whether other lines have nothing to do with a payload, as in a log file. Else all text before it counts.
    constexpr http_surroundings(instant time, bool by_line) noexcept : hints_(time), time_(time), by_line_(by_line) {}

    [[nodiscard]] constexpr int http_status() const noexcept { return http_status_; }
    [[nodiscard]] constexpr retry_hint hint() const noexcept {
        const retry_hint found = hints_.hint();
        return found.empty() ? beside_ : found;
    }
    // An object before the payload has retry headers.
    constexpr void note_hint(const retry_hint& hint) noexcept { beside_ = beside_.empty() ? hint : beside_; }

    // What was read so far belongs to a payload before.
    constexpr void forget() noexcept {
        http_status_ = 0;
        hints_ = retry_hint_reader{time_};
        beside_ = {};
    }

    // Reads text[first, last), after which a payload or the end of the text follows. Calls `prose(first, last, status, hint)` at
    // most once: for the whole lines that belong to no payload and to no head of a response.
    template <class Prose>
    constexpr void read(std::string_view text, std::size_t first, std::size_t last, Prose prose) {
        bool is_rest = first != 0; // of the line of a payload, which ends with a bracket
        stretch lines{};
        while (first != last) {
            const std::size_t break_place = text.substr(first, last - first).find('\n');
            const std::size_t end = break_place == no_place ? last : first + break_place;
            const std::string_view line = trim_line(text.substr(first, end - first));
            if (break_place == no_place && last != text.size()) {
                forget_if(!is_rest && skip_space(line, 0) != line.size());
                take_beginning(line);
            } else if (take_line(line) && !is_rest) {
                lines.add(first, end, *this);
            }
            forget_if(lines.pending);
            lines.pending = false;
            is_rest = false;
            first = break_place == no_place ? last : end + 1;
        }
        if (lines.last != 0) {
            prose(lines.first, lines.last, lines.http_status, lines.hint);
        }
    }

private:
    // Lines of prose, and the head of a response directly above them.
    struct stretch {
        std::size_t first = 0;
        std::size_t last = 0;
        int http_status = 0;
        retry_hint hint{};
        bool pending = false;

        constexpr void add(std::size_t line_first, std::size_t line_last, const http_surroundings& around) noexcept {
            if (last == 0) {
                first = line_first;
                http_status = around.http_status();
                hint = around.hint();
            }
            last = line_last;
            pending = true;
        }
    };

    [[nodiscard]] static constexpr std::string_view trim_line(std::string_view line) noexcept {
        if (!line.empty() && line.back() == '\r') {
            line.remove_suffix(1);
        }
        return line.substr(0, 2) == "< " ? line.substr(2) : line; // as curl -v prints the head of a response
    }

    constexpr void forget_if(bool is_prose) noexcept {
        if (is_prose && by_line_) {
            forget();
        }
    }

    // The beginning of the line on which a payload begins.
    constexpr void take_beginning(std::string_view line) noexcept {
        const int stated = stated_status(line);
        const int directly = stated == 0 ? status_directly_before(line) : stated;
        http_status_ = directly != 0 ? directly : http_status_;
    }

    // Takes a whole line. Returns whether it is prose.
    [[nodiscard]] constexpr bool take_line(std::string_view line) noexcept {
        if (const int status = status_of_status_line(line); status != 0) {
            forget();
            http_status_ = status >= 200 ? status : 0; // after 1xx another head follows
            in_head_ = true;
            return false;
        }
        if (skip_space(line, 0) == line.size()) {
            in_head_ = false;
            return false;
        }
        const std::size_t name = header_name_size(line);
        if (name != 0) {
            hints_.header(line.substr(0, name), line.substr(name + 1));
        }
        in_head_ = in_head_ && name != 0;
        if (!in_head_ && !by_line_) {
            const int stated = stated_status(line);
            http_status_ = stated != 0 ? stated : http_status_;
        }
        return !in_head_;
    }

    retry_hint_reader hints_;
    retry_hint beside_{};
    instant time_;
    int http_status_{0};
    bool by_line_;
    bool in_head_{false};
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
