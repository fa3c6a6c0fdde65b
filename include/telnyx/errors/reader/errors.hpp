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

// An error that has its code, and nothing else yet.
template <class Adapter>
[[nodiscard]] error_view code_of(const members_of<Adapter>& error) {
    error_view found{};
    if (error.is(member::code, json_type::integer)) {
        set_code(found, Adapter::integer(error.get(member::code)));
    } else {
        set_code(found, error.text(member::code));
    }
    return found;
}

// Whether `code` says that an object is an error. Other services write their success in the same member.
template <class Adapter>
[[nodiscard]] bool has_error_code(const members_of<Adapter>& body, bool explained) {
    if (!body.has(member::code)) {
        return false;
    }
    const std::int64_t number = code_of(body).number;
    const bool success = body.is(member::code, json_type::integer) && (number == 0 || (number >= 200 && number <= 299));
    return (explained && !success) || classify(number).known();
}

// Whether an object is one error by itself, as a client passes it on, or as a gateway or another framework writes it.
template <class Adapter>
[[nodiscard]] bool is_error(const members_of<Adapter>& body) {
    const bool explained = !body.text(member::title, member::detail, member::description, member::message).empty();
    const bool unsuccessful = body.is(member::success, json_type::boolean) && !Adapter::boolean(body.get(member::success));
    return has_error_code(body, explained) || !body.text(member::error, member::detail).empty() ||
           body.is(member::detail, json_type::array) || (explained && unsuccessful);
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
        case json_type::object:
        case json_type::string:
        case json_type::integer: read_element(errors); break;
        case json_type::boolean:
        case json_type::other: ++report_.unreadable; break;
        case json_type::null: break; // no errors
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

    void read_error(const members& error) {
        error_view found = code_of(error);
        found.title = error.text(member::title, member::error);
        found.detail = error.text(member::detail, member::description, member::error_description, member::message, member::msg);
        found.pointer = error.text(member::pointer, member::source);
        if (error.is(member::source, json_type::object)) {
            const members source{error.get(member::source)};
            keep_first(found.pointer, source.text(member::pointer));
            found.parameter = source.text(member::parameter);
        }
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
