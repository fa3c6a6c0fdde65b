// telnyx-errors: from a parsed document to a report. SPDX-License-Identifier: MIT
//
// The same code reads the documents of every JSON library, and the excerpt of a string (text_reader.hpp), through `json_adapter`.
// The members of an object are walked once, in any order; of members with the same name the last one counts. reader/ has the rules:
// shapes.hpp which shape a payload has; messages.hpp, errors.hpp and outcomes.hpp what is read of it.
#ifndef TELNYX_ERRORS_READER_HPP
#define TELNYX_ERRORS_READER_HPP

#include <cstdint>
#include <type_traits>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/reader/errors.hpp>
#include <telnyx/errors/reader/members.hpp>
#include <telnyx/errors/reader/messages.hpp>
#include <telnyx/errors/reader/outcomes.hpp>
#include <telnyx/errors/reader/shapes.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Reads a parsed document of any JSON library that has a `json_adapter`: an API response, a webhook, a message, a detail record,
/// one of their parts, or lists of them. It never fails: anything else is `kind::unrecognised`.
///
/// \param document  the parsed document. The report borrows its strings from it.
/// \param asked     where the payload came from, if the caller knows; else its kind shows it.
/// \return the report. O(size of the document), no allocation for up to 8 errors and 8 recipients, no exception.
template <class Json, std::enable_if_t<detail::is_readable<Json>::value, int> = 0>
[[nodiscard]] report_view read(const Json& document TELNYX_ERRORS_LIFETIMEBOUND, phase asked = phase::unknown) noexcept;

template <class Json, std::enable_if_t<detail::is_readable<Json>::value, int> = 0>
report_view read(const Json&&, phase = {}) = delete; ///< telnyx-errors: the report would outlive the document, name the document

/// Reads every body of a document by itself, in order: the elements of a list, the rows of a page (`{"data": [...]}`), or the whole
/// document. Anything that is neither an object nor a list is a body of `kind::unrecognised`.
///
/// \param document  the parsed document.
/// \param asked     where the bodies came from, `phase::unknown` if the caller does not know.
/// \param visit     called with a `const report_view&` for each body. The view is valid during the call; its strings are borrowed
///                  from the document.
/// \return whether all bodies were read: false if lists are nested or long beyond the `limits`. O(size of the document).
/// \throws what `visit` throws
template <class Json, class Visitor, std::enable_if_t<detail::is_readable<Json>::value, int> = 0>
bool read_each(const Json& document, phase asked, Visitor visit);

// Chosen where no other function accepts the arguments, so that the compiler shows this line.
// NOLINTBEGIN(cert-dcl50-cpp)
report read(...) = delete;    // telnyx-errors: include an adapter, such as <telnyx/errors/nlohmann.hpp>, or specialise json_adapter
bool read_each(...) = delete; // telnyx-errors: include an adapter, such as <telnyx/errors/nlohmann.hpp>, or specialise json_adapter
// NOLINTEND(cert-dcl50-cpp)

namespace detail {

// Finds the bodies in lists and pages. Calls `visit(const members_of<Adapter>&)` for every object that may be a body, and
// `visit_other()` for what is neither an object nor a list.
template <class Adapter, class Visitor, class OtherVisitor>
class body_finder {
public:
    using value = typename Adapter::value;

    body_finder(Visitor visit, OtherVisitor visit_other) : visit_(visit), visit_other_(visit_other) {}

    // Returns false if something was nested too deep, or too far back in its list, to be visited.
    bool find(value document, unsigned depth = 0) {
        if (depth > limits::wrappers) {
            return false;
        }
        switch (Adapter::type(document)) {
        case json_type::array: return find_in_list(document, depth).complete;
        case json_type::object: return find_in_object(document, depth);
        case json_type::null:
        case json_type::other:
        case json_type::string:
        case json_type::integer:
        case json_type::boolean: visit_other_(); return true;
        }
        return true; // unreachable: every type has a case
    }

private:
    struct walk {
        bool any = false;
        bool complete = true;
    };

    walk find_in_list(value list, unsigned depth) {
        walk result{};
        const bool all = for_each_element<Adapter>(list, [&](value element) {
            result.any = true;
            result.complete = find(element, depth + 1) && result.complete;
            return true;
        });
        result.complete = all && result.complete;
        return result;
    }

    bool find_in_object(value object, unsigned depth) {
        const members_of<Adapter> body{object};
        walk rows{}; // of a page of messages or records: each row is a body
        if (body.is(member::data, json_type::array)) {
            rows = find_in_list(body.get(member::data), depth);
        }
        if (!rows.any || body.has(member::errors)) {
            visit_(body);
        }
        return rows.complete;
    }

    Visitor visit_;
    OtherVisitor visit_other_;
};

// Reads bodies into one report.
template <class Adapter>
class body_reader {
public:
    using members = members_of<Adapter>;

    explicit body_reader(report_contents& report) noexcept : report_(report) {}

    // Reads one body, and adds it to what was read before.
    void read(const members& body) {
        body_ = {};
        body_.first_error = report_.errors.size();
        body_.first_recipient = report_.recipients.size();
        read_shape(body, 0, false);
        if (body_.kind == kind::unrecognised) {
            return;
        }
        ++report_.bodies;
        if (report_.kind == kind::unrecognised) {
            report_.kind = body_.kind;
            report_.inbound = body_.inbound;
        }
        tie_errors_to_recipients(report_, body_);
        set_recipient_outcomes(report_, body_);
        report_.outcome = worse(report_.outcome, outcome_of_body(report_, body_));
    }

private:
    void read_shape(const members& body, unsigned depth, bool enveloped) {
        if (depth > limits::wrappers) {
            report_.incomplete = true;
            return;
        }
        switch (shape_of(body, enveloped)) {
        case shape::envelope: read_envelope(body, depth); break;
        case shape::event: read_event(report_, body_, body); break;
        case shape::flat_webhook: read_message(report_, body_, body, kind::webhook); break;
        case shape::message: read_message(report_, body_, body, kind::message); break;
        case shape::record: read_message(report_, body_, body, kind::record); break;
        case shape::response: read_response(body); break;
        case shape::wrapper: read_wrapper(body, depth); break;
        case shape::error: read_single_error(body); break;
        case shape::unrecognised: break;
        }
    }

    // A response with HTTP 200 may carry errors beside its data. Where a status stands beside the data, an HTTP client wrote the
    // object around the response, and it is not an envelope of Telnyx.
    void read_envelope(const members& body, unsigned depth) {
        read_http_status(body);
        error_reader<Adapter>{report_}.read_errors_of(body);
        const bool client_wrote_it = body.is(member::status, json_type::integer) ||
                                     body.is(member::status_code, json_type::integer) ||
                                     body.is(member::statusCode, json_type::integer);
        read_shape(members{body.get(member::data)}, depth + 1, !client_wrote_it);
        if (body_.kind == kind::event) {
            body_.kind = kind::webhook;
        }
        if (body_.kind == kind::unrecognised && body.has(member::errors)) {
            body_.kind = kind::api_error;
        }
    }

    void read_response(const members& body) {
        body_.kind = kind::api_error;
        read_http_status(body);
        error_reader<Adapter>{report_}.read_errors_of(body);
    }

    void read_single_error(const members& body) {
        body_.kind = kind::api_error;
        read_http_status(body);
        error_reader<Adapter>{report_}.read_error_by_itself(body);
    }

    // The error object of an SDK around the response: {"status": 409, "error": {"errors": [...]}}. The first member with errors
    // counts.
    void read_wrapper(const members& body, unsigned depth) {
        read_http_status(body);
        const std::size_t before = report_.errors.size();
        for (const member around : wrapped_in) {
            if (body.is(around, json_type::object)) {
                const members inner{body.get(around)};
                read_http_status(inner);
                read_shape(inner, depth + 1, false);
            }
            if (report_.errors.size() != before) {
                return;
            }
        }
        if (body_.kind == kind::unrecognised && is_error(body)) {
            read_single_error(body); // the wrapper is an error by itself
        }
    }

    void read_http_status(const members& body) {
        for (const member where : {member::status, member::status_code, member::statusCode}) {
            if (report_.http_status == 0 && body.is(where, json_type::integer)) {
                const std::int64_t status = Adapter::integer(body.get(where));
                report_.http_status = status >= 100 && status <= 599 ? static_cast<std::int32_t>(status) : 0;
            }
        }
    }

    report_contents& report_;
    body_state body_{};
};

// Sets the remaining fields when all bodies are read.
inline void finish(report_contents& report, phase asked, bool complete) noexcept {
    report.incomplete = report.incomplete || !complete;
    report.phase = asked != phase::unknown ? asked : phase_of(report.kind);
}

template <class Adapter, class Visitor, class OtherVisitor>
bool for_each_body(typename Adapter::value document, Visitor visit, OtherVisitor visit_other) {
    return body_finder<Adapter, Visitor, OtherVisitor>{visit, visit_other}.find(document);
}

// Every value becomes a report here: all of its bodies in one.
template <class Adapter>
void read_into(report_contents& report, typename Adapter::value document, phase asked) {
    body_reader<Adapter> reader{report};
    const auto visit = [&reader](const members_of<Adapter>& body) { reader.read(body); };
    finish(report, asked, for_each_body<Adapter>(document, visit, [] {}));
}

// Or here: each of its bodies in a report of its own.
template <class Adapter, class Visitor>
bool read_each_into(typename Adapter::value document, phase asked, Visitor& visit) {
    const auto visit_report = [&](const members_of<Adapter>* body) {
        report_view view;
        report_contents& report = report_access::contents(view);
        if (body != nullptr) {
            body_reader<Adapter>{report}.read(*body);
        }
        finish(report, asked, true);
        visit(static_cast<const report_view&>(view));
    };
    return for_each_body<Adapter>(
        document, [&](const members_of<Adapter>& body) { visit_report(&body); }, [&] { visit_report(nullptr); });
}

} // namespace detail

template <class Json, std::enable_if_t<detail::is_readable<Json>::value, int>>
report_view read(const Json& document, phase asked) noexcept {
    report_view view;
    if constexpr (detail::complete_adapter<Json>::value) {
        detail::read_into<json_adapter<Json>>(detail::report_access::contents(view), json_adapter<Json>::root(document), asked);
    }
    return view;
}

template <class Json, class Visitor, std::enable_if_t<detail::is_readable<Json>::value, int>>
bool read_each(const Json& document, phase asked, Visitor visit) {
    if constexpr (detail::complete_adapter<Json>::value) {
        return detail::read_each_into<json_adapter<Json>>(json_adapter<Json>::root(document), asked, visit);
    }
    return false; // unreachable: an incomplete adapter does not compile
}

TELNYX_ERRORS_END_NAMESPACE

#endif
