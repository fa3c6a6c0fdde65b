// telnyx-errors: whether the answer to a look-up has the message, or states that there is none. SPDX-License-Identifier: MIT
//
// Part of report_decision.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_FOUND_HPP
#define TELNYX_ERRORS_FOUND_HPP

#include <cstdint>

#include <telnyx/errors/code.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// Whether each of the errors, of which there is at least one, says that there is no such message.
[[nodiscard]] inline bool are_all_not_found(const report_view& answer) noexcept {
    for (const error_view& error : answer.errors()) {
        if (error.number != static_cast<std::int64_t>(code::message_not_found) &&
            error.number != static_cast<std::int64_t>(code::resource_not_found)) {
            return false;
        }
    }
    return !answer.errors().empty();
}

// Whether a recipient is that of an inbound message. In a list of payloads inbound messages stand beside others.
[[nodiscard]] inline bool is_inbound(const report_view& report, const recipient_view& recipient) noexcept {
    return report.body_count() == 1 ? report.inbound() : recipient.outcome == outcome::received;
}

// Whether a payload has nothing but inbound messages: none of them is a message that was sent.
[[nodiscard]] inline bool is_only_inbound(const report_view& report) noexcept {
    bool inbound = report.inbound();
    for (const recipient_view& recipient : report.recipients()) {
        inbound = inbound && is_inbound(report, recipient);
    }
    return inbound;
}

// Whether Telnyx itself states that there is no such message. A response of 401, 429 or 5xx tells nothing, and a page of HTML or an
// unknown object may be that of a proxy, or of another URL.
[[nodiscard]] inline bool is_not_found(const report_view& answer, int http_status) noexcept {
    const bool success = http_status == 0 || http_status == 404 || is_success(http_status);
    switch (answer.kind()) {
    case kind::api_error: return http_status < 500 && are_all_not_found(answer);
    case kind::record: return success && (answer.empty_page() || is_only_inbound(answer)) && !answer.incomplete();
    case kind::not_json: return http_status == 404 && answer.problem() == problem::empty;
    case kind::message:
    case kind::webhook:
    case kind::event:
    case kind::unrecognised: break;
    }
    return false;
}

[[nodiscard]] inline bool is_found(const report_view& answer) noexcept {
    const bool is_message = answer.kind() == kind::message || answer.kind() == kind::record || answer.kind() == kind::webhook ||
                            answer.kind() == kind::event;
    return is_message && !answer.empty_page() && !is_only_inbound(answer);
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
