// telnyx-errors, the command line: from reports to rows. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_ROWS_MAKER_HPP
#define TELNYX_ERRORS_COMMAND_LINE_ROWS_MAKER_HPP

#include <cstddef>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/report_decision.hpp>

#include "rows/row.hpp"

namespace command_line {

/// How to decide about payloads.
struct decision_settings {
    telnyx::errors::situation here{}; ///< What only the caller knows. The status of a payload outranks this one.
    telnyx::errors::amended_policy policy{telnyx::errors::amendment_list{}};
    bool lookup = false; ///< The payloads are responses to the question whether a message was sent.
};

/// What identifies a person or a sender: the last ten digits of a number, so "+13125550145", "(312) 555-0145" and "0013125550145"
/// are the same; a name without digits as it is; nothing for a masked number. If two people in different countries share the
/// digits, the worst result is a message that is not resent.
[[nodiscard]] std::string key_of_number(std::string_view number);

/// Makes the rows of payloads: one for each recipient, or one for a payload without recipients.
class row_maker {
public:
    /// \param settings  borrowed
    explicit row_maker(const decision_settings& settings) : settings_(settings) {}

    /// Calls `visit` with each row of a payload. Their strings are valid during the call.
    /// \param hint      what the text around the payload asks for
    /// \param location  has the input and the line
    template <class Visitor>
    void each(const telnyx::errors::report_view& report, const telnyx::errors::retry_hint& hint, const row& location,
              Visitor visit) {
        row made = row_of_payload(report, hint, location);
        if (report.recipients().empty()) {
            visit(made);
        } else if (report.recipients().size() == 1) {
            set_recipient(made, report, 0, whole_);
            visit(made);
        } else {
            telnyx::errors::decide_each(report, here_, settings_.policy, [&](std::size_t i, const telnyx::errors::decision& next) {
                set_recipient(made, report, i, next);
                visit(made);
            });
        }
    }
    /// The row of a payload as a whole; it has the recipient only if there is just one.
    [[nodiscard]] row whole(const telnyx::errors::report_view& report, const telnyx::errors::retry_hint& hint, const row& location);

private:
    row row_of_payload(const telnyx::errors::report_view& report, const telnyx::errors::retry_hint& hint, const row& location);
    void set_recipient(row& made, const telnyx::errors::report_view& report, std::size_t index,
                       const telnyx::errors::decision& next);
    void set_decision(row& made, const telnyx::errors::report_view& report, const telnyx::errors::decision& next);
    void set_codes(const telnyx::errors::report_view& report);

    const decision_settings& settings_;
    telnyx::errors::situation here_{};
    telnyx::errors::decision whole_{};
    std::string code_{};
    std::string codes_{};
    std::string recipient_key_{};
    std::string sender_key_{};
};

} // namespace command_line

#endif
