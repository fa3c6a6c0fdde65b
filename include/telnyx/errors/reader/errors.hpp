// telnyx-errors: how errors are written in payloads. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_READER_ERRORS_HPP
#define TELNYX_ERRORS_READER_ERRORS_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/consent_words.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/reader/members.hpp>
#include <telnyx/errors/report.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// How databases, spreadsheets and programming languages write that a column is empty.
inline constexpr std::string_view words_for_nothing[] = {"none", "null", "nan", "nil", "n/a", "undefined"};

[[nodiscard]] constexpr bool states_nothing(std::string_view text) noexcept {
    if (!text.empty() && is_digit(text.front())) {
        return false;
    }
    for (const std::string_view word : words_for_nothing) {
        if (equal_ignoring_case(text, word)) {
            return true;
        }
    }
    return text.empty();
}

// A code without what spreadsheets add to a number: blanks around it, and the fraction of "40008.0".
[[nodiscard]] constexpr std::string_view code_in_column(std::string_view text) noexcept {
    text = trim(text);
    const std::size_t point = text.find('.');
    const bool whole = point != std::string_view::npos && point != 0 && point + 1 != text.size() &&
                       text.find_first_not_of('0', point + 1) == std::string_view::npos &&
                       text.find_first_not_of("0123456789") == point;
    return whole ? text.substr(0, point) : text;
}

// Whether a code of the table stands in a text that is not a code: "E40300", "040300". What the error is, is not known then.
[[nodiscard]] constexpr bool holds_known_code(std::string_view text) noexcept {
    std::size_t place = 0;
    while (place != text.size()) {
        std::size_t end = place;
        while (end != text.size() && is_digit(text[end])) {
            ++end;
        }
        while (end != place && text[place] == '0') {
            ++place;
        }
        if (classify(code_number(text.substr(place, end - place))).known()) {
            return true;
        }
        place = end == text.size() ? end : end + 1;
    }
    return false;
}

// The code of an error, as a string or as an integer.
inline void set_code(error_view& error, std::string_view text) noexcept {
    text = code_in_column(text);
    error.code = code_text{text};
    error.number = code_number(text);
}
inline void set_code(error_view& error, std::int64_t number) noexcept {
    error.code = code_text{number};
    error.number = number;
}

// A number with a fraction of zero, such as 40300.0; 0 if it is none.
template <class Adapter>
[[nodiscard]] std::int64_t whole_number([[maybe_unused]] typename Adapter::value found) {
    if constexpr (has_numbers<Adapter>::value) {
        constexpr double limit = 1e9;
        const double number = Adapter::number(found);
        if (number > -limit && number < limit) {
            const auto whole = static_cast<std::int64_t>(number);
            return number - static_cast<double>(whole) > 0 || number - static_cast<double>(whole) < 0 ? 0 : whole;
        }
    }
    return 0;
}

// The code of an error that has nothing else yet, from the first of these members that has one.
template <class Adapter, class... Members>
[[nodiscard]] error_view code_in(const members_of<Adapter>& error, Members... names) {
    error_view found{};
    for (const member name : {names...}) {
        if (error.is(name, json_type::integer)) {
            set_code(found, Adapter::integer(error.get(name)));
            return found;
        }
        if (error.is(name, json_type::other)) {
            if (const std::int64_t number = whole_number<Adapter>(error.get(name)); number != 0) {
                set_code(found, number);
                return found;
            }
        }
        if (const std::string_view text = error.text(name); !states_nothing(text)) {
            set_code(found, text);
            return found;
        }
    }
    return found;
}

// `error` is words, unless it is a code of the table.
template <class Adapter>
[[nodiscard]] error_view code_of(const members_of<Adapter>& error) {
    const error_view found = code_in(error, member::code, member::error_code, member::errorCode);
    if (found.code.empty() && error.has(member::error)) {
        const error_view beside = code_in(error, member::error);
        return classify(beside.number).known() ? beside : found;
    }
    return found;
}

// Whether `code` says that an object is an error. Other services write their success in the same member.
template <class Adapter>
[[nodiscard]] bool has_error_code(const members_of<Adapter>& body, bool explained) {
    constexpr member_set codes{member::code, member::error_code, member::errorCode, member::error};
    if (!body.has_any(codes)) {
        return false;
    }
    const error_view found = code_of(body);
    const bool success =
        body.is(member::code, json_type::integer) && (found.number == 0 || (found.number >= 200 && found.number <= 299));
    const bool coded = body.has(member::code) || found.number != 0 || !(found.code.empty() || found.code == "0");
    return (coded && explained && !success) || classify(found.number).known();
}

// Whether an object is one error by itself, as a client passes it on, or as a gateway or another framework writes it.
template <class Adapter>
[[nodiscard]] bool is_error(const members_of<Adapter>& body) {
    const bool explained =
        !body.text(member::title, member::detail, member::description, member::message, member::error_message, member::errorMessage)
             .empty();
    const bool unsuccessful = body.is(member::success, json_type::boolean) && !Adapter::boolean(body.get(member::success));
    return has_error_code(body, explained) || !body.text(member::error, member::detail).empty() ||
           body.is(member::detail, json_type::array) || (explained && unsuccessful);
}

// What programs that store messages keep beside `errors`.
inline constexpr member_set error_columns{
    member::code,         member::error,         member::error_code,   member::errorCode,         member::error_title,
    member::error_detail, member::error_message, member::errorMessage, member::error_description, member::failure_reason};

// The text members of an error. A row of a table has others: its `message` is the text of the message.
inline constexpr member texts_of_errors[] = {
    member::title,       member::error,         member::error_title,       member::detail,
    member::description, member::error_detail,  member::error_description, member::message,
    member::msg,         member::error_message, member::errorMessage,      member::failure_reason};
inline constexpr member texts_of_rows[] = {member::error,         member::error_title,  member::error_detail,
                                           member::error_message, member::errorMessage, member::error_description,
                                           member::failure_reason};

// Words about the consent of a recipient count in whatever member of an error they stand: where title and detail do not state an
// opt-out, but another text of the error does, that text is the detail.
template <class Adapter, std::size_t Count>
void prefer_opt_out(error_view& error, const members_of<Adapter>& object, const member (&texts)[Count]) {
    constexpr member_set others{member::error,         member::error_title,       member::description, member::error_detail,
                                member::error_message, member::error_description, member::message,     member::msg,
                                member::errorMessage,  member::failure_reason};
    if (!object.has_any(others)) {
        return;
    }
    std::size_t given = 0;
    for (const member which : texts) {
        given += has_text(object, which) ? 1U : 0U;
    }
    const std::size_t read = (error.title.empty() ? 0U : 1U) + (error.detail.empty() ? 0U : 1U);
    if (given <= read || states_opt_out(error.title) || states_opt_out(error.detail)) {
        return;
    }
    for (const member which : texts) {
        if (const std::string_view text = object.text(which); states_opt_out(text)) {
            error.detail = text;
            return;
        }
    }
}

// Adds errors to a report.
template <class Adapter>
class error_reader {
public:
    using value = typename Adapter::value;
    using members = members_of<Adapter>;

    explicit error_reader(report_contents& report) noexcept : report_(report) {}

    // The errors in the member `errors`: a list, or one of them.
    void read_errors_of(const members& body) {
        if (!body.has(member::errors)) {
            return;
        }
        const value errors = body.get(member::errors);
        switch (Adapter::type(errors)) {
        case json_type::array: read_list(errors); break;
        case json_type::string:
            if (!states_nothing(trim(Adapter::string(errors)))) { // else a column without errors
                read_element(errors);
            }
            break;
        case json_type::object:
        case json_type::integer: read_element(errors); break;
        case json_type::boolean:
        case json_type::other: ++report_.unreadable; break;
        case json_type::null: break; // no errors
        }
    }

    // The errors of a response: the member `errors`, else `error`.
    void read_response(const members& body) {
        const std::size_t before = report_.errors.size();
        read_errors_of(body);
        read_error_unless(body, report_.errors.size() != before);
    }

    // The errors of a message or of a recipient: the member `errors`, else what programs that store messages keep beside it.
    void read_errors_beside(const members& message) {
        const std::size_t before = report_.errors.size();
        read_errors_of(message);
        if (!message.has_any(error_columns)) {
            return;
        }
        if (report_.errors.size() == before) {
            read_columns(message);
        }
        read_error_unless(message, report_.errors.size() != before);
    }

    // An object that is an error by itself.
    void read_error_by_itself(const members& body) {
        if (body.is(member::detail, json_type::array)) {
            read_list(body.get(member::detail)); // FastAPI: {"detail": [{"loc", "msg", "type"}]}
        } else {
            read_error(body);
        }
    }

private:
    void read_error_unless(const members& body, bool found) {
        if (!found && body.has(member::error)) {
            read_error_member(body.get(member::error));
        }
    }

    void read_list(value errors) {
        visit_elements<Adapter>(report_, errors, [this](value error) {
            read_element(error);
            return true;
        });
    }

    void read_element(value error) {
        switch (Adapter::type(error)) {
        case json_type::object: read_error(members{error}); break;
        case json_type::integer: read_bare_code(Adapter::integer(error)); break;
        case json_type::string: read_bare_text(clip(Adapter::string(error))); break;
        case json_type::other:
            if (const std::int64_t number = whole_number<Adapter>(error); number != 0) {
                read_bare_code(number);
                break;
            }
            ++report_.unreadable;
            break;
        case json_type::null:
        case json_type::boolean:
        case json_type::array: ++report_.unreadable; break;
        }
    }

    // An error with a code that cannot be read may be one that forbids resending.
    void add(const error_view& error) noexcept {
        report_.unreadable += error.number == 0 && holds_known_code(error.code) ? 1U : 0U;
        report_.add(error);
    }

    void read_bare_code(std::int64_t number) noexcept {
        error_view found{};
        set_code(found, number);
        report_.add(found);
    }

    // Several codes in one column: "40008; 40300", "40008 - Undeliverable", "{40008,40300}". Whether it begins with a code.
    [[nodiscard]] bool read_list_of_codes(std::string_view text) noexcept {
        if (text.size() > 1 && text.front() == '{' && text.back() == '}') { // an array of PostgreSQL
            text = trim(text.substr(1, text.size() - 2));
        }
        if (size_of_code(text) == 0) {
            return false;
        }
        while (!text.empty()) {
            const std::size_t end = end_of_code(text);
            const std::string_view part = text.substr(0, end);
            const std::size_t size = size_of_code(part);
            error_view found{};
            set_code(found, part.substr(0, size));
            found.title = trim_separators(part.substr(size));
            add(found);
            text = end == text.size() ? std::string_view{} : trim(text.substr(end + 1));
        }
        return true;
    }

    // The size of the code that a text begins with; 0 if it does not begin with one of five digits or more that stands alone.
    [[nodiscard]] static std::size_t size_of_code(std::string_view text) noexcept {
        std::size_t size = 0;
        while (size != text.size() && is_digit(text[size])) {
            ++size;
        }
        const bool alone = size == text.size() || std::string_view{" \t:-,;|"}.find(text[size]) != std::string_view::npos;
        return size >= 5 && alone ? size : 0;
    }

    // Where the next code begins after a separator.
    [[nodiscard]] static std::size_t end_of_code(std::string_view text) noexcept {
        constexpr std::string_view separators = ",;|";
        for (std::size_t place = 0; place != text.size(); ++place) {
            if (separators.find(text[place]) != std::string_view::npos) {
                const std::string_view rest = trim(text.substr(place + 1));
                if (rest.empty() || size_of_code(rest) != 0) {
                    return place;
                }
            }
        }
        return text.size();
    }

    [[nodiscard]] static std::string_view trim_separators(std::string_view text) noexcept {
        const std::size_t first = text.find_first_not_of(" \t:-");
        return first == std::string_view::npos ? std::string_view{} : trim(text.substr(first));
    }

    // Detail records list codes without objects. A string with a space in it is a sentence.
    void read_bare_text(std::string_view text) noexcept {
        if (read_list_of_codes(trim(text))) {
            return;
        }
        error_view found{};
        if (trim(text).find(' ') == std::string_view::npos && !trim(text).empty()) {
            set_code(found, text);
        } else {
            found.title = text;
        }
        add(found);
    }

    // A row of a table has one error, in columns. Its `message` is the text of the message.
    void read_columns(const members& row) {
        error_view found = code_in(row, member::error_code, member::errorCode);
        if (found.code.empty() && classify(code_in(row, member::code).number).known()) { // other codes may be of anything
            found = code_in(row, member::code);
        }
        found.title = words_in(row, member::error_title);
        for (const member which : {member::error_detail, member::error_message, member::errorMessage, member::error_description,
                                   member::failure_reason}) {
            keep_first(found.detail, words_in(row, which));
        }
        prefer_opt_out(found, row, texts_of_rows);
        const bool none = found.number == 0 && (found.code.empty() || found.code == "0");
        if (!none || !found.title.empty() || !found.detail.empty()) {
            add(found);
        }
    }

    [[nodiscard]] static std::string_view words_in(const members& row, member which) {
        const std::string_view text = row.text(which);
        return states_nothing(trim(text)) ? std::string_view{} : text;
    }

    // `error`: an error, its code, or words.
    void read_error_member(value error) {
        switch (Adapter::type(error)) {
        case json_type::object: read_error(members{error}); break;
        case json_type::integer:
            if (Adapter::integer(error) != 0) {
                read_bare_code(Adapter::integer(error));
            }
            break;
        case json_type::string: read_words(clip(Adapter::string(error))); break;
        case json_type::array: read_list(error); break;
        case json_type::null:
        case json_type::other:
        case json_type::boolean: break; // no error, or a flag
        }
    }

    void read_words(std::string_view words) noexcept {
        if (states_nothing(trim(words)) || read_list_of_codes(trim(words))) {
            return;
        }
        error_view found{};
        if (code_number(code_in_column(words)) != 0) {
            set_code(found, words);
        } else {
            found.title = words;
        }
        add(found);
    }

    void read_error(const members& error) {
        error_view found = code_of(error);
        found.title = error.text(member::title, member::error, member::error_title);
        if (found.number != 0 && code_number(code_in_column(found.title)) == found.number) { // `error` is the code
            found.title = error.text(member::error_title);
        }
        found.detail = error.text(member::detail, member::description, member::error_description, member::message, member::msg,
                                  member::error_message, member::errorMessage);
        found.pointer = error.text(member::pointer, member::source);
        error.member_in(member::meta, member::retryable, [&found](value retryable) {
            if (Adapter::type(retryable) == json_type::boolean) {
                found.retryable = Adapter::boolean(retryable) ? server_wish::retry : server_wish::no_retry;
            }
        });
        error.object(member::source, [&found](const members& source) {
            keep_first(found.pointer, source.text(member::pointer));
            found.parameter = source.text(member::parameter);
        });
        if (error.is(member::loc, json_type::array)) {
            read_location(found, error.get(member::loc));
        }
        prefer_opt_out(found, error, texts_of_errors);
        add(found);
    }

    // FastAPI: the path to a field, of which the last string is the field.
    void read_location(error_view& error, value steps) {
        visit_elements<Adapter>(report_, steps, [&](value step) {
            if (Adapter::type(step) == json_type::string) {
                error.parameter = clip(Adapter::string(step));
            }
            return true;
        });
    }

    report_contents& report_;
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
