// telnyx-errors: from a parsed document to a report. SPDX-License-Identifier: MIT
//
// The same code reads the documents of every JSON library, and the excerpt of a string (text_reader.hpp), through `json_adapter`.
// The members of an object are walked once, in any order; of members with the same name the last one counts. reader/ has the rules:
// finder.hpp and envelopes.hpp where payloads are; shapes.hpp which shape a payload has; messages.hpp, errors.hpp and outcomes.hpp
// what is read of it.
#ifndef TELNYX_ERRORS_READER_HPP
#define TELNYX_ERRORS_READER_HPP

#include <cstdint>
#include <type_traits>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/reader/errors.hpp>
#include <telnyx/errors/reader/finder.hpp>
#include <telnyx/errors/reader/members.hpp>
#include <telnyx/errors/reader/messages.hpp>
#include <telnyx/errors/reader/outcomes.hpp>
#include <telnyx/errors/reader/shapes.hpp>
#include <telnyx/errors/reader/unfolded.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Reads a parsed document of any JSON library that has a `json_adapter`: an API response, a webhook, a message, a detail record,
/// one of their parts, or lists of them. It never fails: anything else is `kind::unrecognised`.
///
/// \param document  the parsed document. The report borrows its strings from it.
/// \param asked     where the payload came from, if the caller knows; else its kind shows it.
/// \return the report. O(size of the document), no exception. No allocation for up to 8 errors and 8 recipients, unless a payload
/// is
///         in a string of the document.
template <class Json, std::enable_if_t<detail::is_readable<Json>::value, int> = 0>
[[nodiscard]] report_view read(const Json& document TELNYX_ERRORS_LIFETIMEBOUND, phase asked = phase::unknown) noexcept;

template <class Json, std::enable_if_t<detail::is_readable<Json>::value, int> = 0>
report_view read(const Json&&, phase = {}) = delete; ///< telnyx-errors: the report would outlive the document, name the document

/// Reads every body of a document by itself, in order: the elements of a list, the rows of a page (`{"data": [...]}`), the payloads
/// in an envelope, or the whole document. A document, an element or a row in which there is no payload is a body of
/// `kind::unrecognised`.
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

// Reads bodies into one report.
template <class Adapter>
class body_reader {
public:
    using members = members_of<Adapter>;
    using found = found_body<Adapter>;

    explicit body_reader(report_contents& report) noexcept : report_(report) {}

    // Reads one body, and adds it to what was read before. The body may be none: then only what stands around it counts.
    void read(const found& body) {
        report_.incomplete = report_.incomplete || body.incomplete;
        report_.unreadable += body.unreadable;
        report_.http_status = report_.http_status != 0 ? report_.http_status : body.http_status;
        if (report_.retry_after().empty()) {
            report_.retry_delay = body.hint.delay;
            report_.should_retry = body.hint.should_retry;
        }
        report_.empty_page = report_.empty_page || body.which == shape::empty_page;
        if (body.members == nullptr || body.which == shape::empty_page) {
            return;
        }
        body_ = {};
        body_.index = report_.bodies++;
        body_.first_error = report_.errors.size();
        body_.first_recipient = report_.recipients.size();
        if (body.around->unfolded) {
            read_unfolded(body);
        } else {
            read_members(body);
        }
    }

private:
    void read_members(const found& body) {
        read_surroundings(*body.around);
        read_shape(*body.members, body);
        if (body_.index == 0) {
            report_.kind = body_.kind;
            report_.inbound = body_.inbound;
            report_.final_event = body_.final_event;
        }
        report_.missing_payload = report_.missing_payload || body_.missing_payload;
        read_keyword(report_, body_);
        number_items(report_, body_);
        tie_errors_to_recipients(report_, body_);
        set_recipient_outcomes(report_, body_);
        report_.outcome = worse(report_.outcome, outcome_of_body(report_, body_));
    }

    // The strings of a document that was a string lie in memory that is given back after it is read: the report keeps copies.
    void read_unfolded(const found& body) {
        unfolded_strings strings{report_};
        read_members(body);
        strings.keep();
    }

    // The objects in whose `data` the body is, the outermost first.
    void read_surroundings(const surroundings<Adapter>& around) {
        if (around.outer != nullptr) {
            read_surroundings(*around.outer);
        }
        if (around.envelope != nullptr) {
            read_delivery(*around.envelope);
            error_reader<Adapter>{report_}.read_errors_of(*around.envelope);
        }
    }

    void read_delivery(const members& webhook) {
        webhook.member_in(member::meta, member::delivered_to, [this](typename Adapter::value url) {
            if (Adapter::type(url) == json_type::string) {
                keep_first(report_.delivered_to, clip(Adapter::string(url)));
            }
        });
    }

    void read_shape(const members& body, const found& how) {
        switch (how.which) {
        case shape::event:
            read_delivery(body);
            read_event(report_, body_, body, how.payload);
            body_.kind = how.around->envelope != nullptr ? kind::webhook : kind::event;
            break;
        case shape::flat_webhook:
            read_message(report_, body_, body, kind::webhook);
            // What was sent has a status.
            body_.inbound = body_.inbound || (!body.has(member::direction) && !body.has(member::status) && !body_.text.empty());
            break;
        case shape::message: read_message(report_, body_, body, kind::message); break;
        case shape::record:
            body_.final_event = true;
            read_message(report_, body_, body, kind::record);
            break;
        case shape::row: read_message(report_, body_, body, kind::record); break;
        case shape::order: read_stored_order(report_, body_, body); break;
        case shape::response:
            read_row(how);
            error_reader<Adapter>{report_}.read_response(body);
            break;
        case shape::error:
            read_row(how);
            error_reader<Adapter>{report_}.read_error_by_itself(body);
            break;
        case shape::empty_page:          // unreachable: `read` returns before
        case shape::unrecognised: break; // unreachable: no body has them
        }
    }

    // The errors of a response are those of the row that keeps it, and the row may know that the message arrived all the same.
    void read_row(const found& how) {
        if (how.around->row != nullptr) {
            read_message_alone(report_, body_, *how.around->row);
        }
        body_.kind = kind::api_error;
    }

    report_contents& report_;
    body_state body_{};
};

// Sets the remaining fields when all bodies are read. A page without rows is what a search for records gives.
inline void finish(report_contents& report, phase asked, bool complete) noexcept {
    report.empty_page = report.empty_page && report.bodies == 0;
    report.kind = report.empty_page ? kind::record : report.kind;
    report.incomplete = report.incomplete || !complete;
    report.phase = asked != phase::unknown ? asked : phase_of(report.kind);
}

// Every value becomes a report here: all of its bodies in one.
template <class Adapter>
void read_into(report_contents& report, typename Adapter::value document, phase asked) {
    body_reader<Adapter> reader{report};
    const auto visit = [&reader](const found_body<Adapter>& body) { reader.read(body); };
    body_finder<Adapter, decltype(visit)> finder{visit};
    finish(report, asked, finder.find(document));
}

// Or here: each of its bodies in a report of its own.
template <class Adapter, class Visitor>
bool read_each_into(typename Adapter::value document, phase asked, Visitor& visit) {
    const auto visit_report = [&](const found_body<Adapter>& body) {
        report_view view;
        report_contents& report = report_access::contents(view);
        body_reader<Adapter>{report}.read(body);
        finish(report, asked, true);
        visit(static_cast<const report_view&>(view));
    };
    body_finder<Adapter, decltype(visit_report)> finder{visit_report};
    return finder.find(document);
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
