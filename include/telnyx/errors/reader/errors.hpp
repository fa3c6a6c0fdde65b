// telnyx-errors: how errors are written in payloads. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_READER_ERRORS_HPP
#define TELNYX_ERRORS_READER_ERRORS_HPP

#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/reader/members.hpp>
#include <telnyx/errors/report.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// The code of an error, as a string or as an integer.
inline void set_code(error_view& error, std::string_view text) noexcept {
    error.code = code_text{text};
    error.number = code_number(text);
}
inline void set_code(error_view& error, std::int64_t number) noexcept {
    error.code = code_text{number};
    error.number = number;
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
        if (const std::string_view text = error.text(name); !text.empty()) {
            set_code(found, text);
            return found;
        }
    }
    return found;
}

template <class Adapter>
[[nodiscard]] error_view code_of(const members_of<Adapter>& error) {
    return code_in(error, member::code, member::error_code, member::errorCode);
}

// Whether `code` says that an object is an error. Other services write their success in the same member.
template <class Adapter>
[[nodiscard]] bool has_error_code(const members_of<Adapter>& body, bool explained) {
    constexpr member_set codes{member::code, member::error_code, member::errorCode};
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
            if (!Adapter::string(errors).empty()) { // else a column without errors
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
        if (report_.errors.size() == before && message.has(member::error)) {
            read_error_member(message.get(member::error));
        }
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
        case json_type::null:
        case json_type::other:
        case json_type::boolean:
        case json_type::array: ++report_.unreadable; break;
        }
    }

    void read_bare_code(std::int64_t number) noexcept {
        error_view found{};
        set_code(found, number);
        report_.add(found);
    }

    // Detail records list codes without objects. A string with a space in it is a sentence.
    void read_bare_text(std::string_view text) noexcept {
        error_view found{};
        if (text.find(' ') == std::string_view::npos) {
            set_code(found, text);
        } else {
            found.title = text;
        }
        report_.add(found);
    }

    // A row of a table has one error, in columns. Its `message` is the text of the message.
    void read_columns(const members& row) {
        error_view found = code_in(row, member::error_code, member::errorCode);
        if (found.code.empty() && classify(code_in(row, member::code).number).known()) { // other codes may be of anything
            found = code_in(row, member::code);
        }
        found.title = row.text(member::error_title);
        found.detail = row.text(member::error_detail, member::error_message, member::errorMessage, member::error_description,
                                member::failure_reason);
        const bool none = found.number == 0 && (found.code.empty() || found.code == "0");
        if (!none || !found.title.empty() || !found.detail.empty()) {
            report_.add(found);
        }
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
        error_view found{};
        if (code_number(words) != 0) {
            set_code(found, words);
        } else {
            found.title = words;
        }
        if (!words.empty()) {
            report_.add(found);
        }
    }

    void read_error(const members& error) {
        error_view found = code_of(error);
        found.title = error.text(member::title, member::error, member::error_title);
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
        report_.add(found);
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
