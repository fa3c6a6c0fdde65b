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
#include "streams/payload_reader.hpp"

namespace command_line {

/// How to decide about payloads.
struct decision_settings {
    telnyx::errors::situation here{}; ///< What only the caller knows.
    telnyx::errors::amended_policy policy{telnyx::errors::amendment_list{}};
    bool lookup = false; ///< The payloads are responses to the question whether a message was sent.

    /// The situation of a payload. A status of its own outranks that in the text around it, and both outrank the caller's; a wait
    /// that the caller knows outranks that in the text.
    [[nodiscard]] telnyx::errors::situation situation_of(const telnyx::errors::report_view& report,
                                                         const stated_response& stated) const {
        telnyx::errors::situation result = here;
        result.http_status = report.http_status() != 0 ? report.http_status()
                             : stated.http_status != 0 ? stated.http_status
                                                       : here.http_status;
        result.retry_after = here.retry_after.empty() ? stated.retry_after : here.retry_after;
        return result;
    }
    /// The channel of a payload.
    [[nodiscard]] static telnyx::errors::channel channel_of(const telnyx::errors::report_view& report,
                                                            const telnyx::errors::situation& now) {
        return now.channel != telnyx::errors::channel::unknown ? now.channel : report.channel();
    }
    /// The decision about a payload as a whole.
    [[nodiscard]] telnyx::errors::decision decide(const telnyx::errors::report_view& report,
                                                  const telnyx::errors::situation& now) const {
        return lookup ? telnyx::errors::decide_lookup(report, now, policy) : telnyx::errors::decide(report, now, policy);
    }
    /// Calls `visit` with the index of each recipient and the decision about them. The rows of a page that is the answer to a
    /// look-up are about one message: they have one decision.
    template <class Visitor>
    void decide_each(const telnyx::errors::report_view& report, telnyx::errors::situation now, Visitor visit) const {
        if (lookup) { // what is found by a look-up is a record, however it was asked for
            now.phase = telnyx::errors::phase::record;
        }
        if (lookup && report.body_count() > 1) {
            const telnyx::errors::decision one = decide(report, now);
            for (std::size_t i = 0; i != report.recipients().size(); ++i) {
                visit(i, one);
            }
            return;
        }
        telnyx::errors::decide_each(report, now, policy, visit);
    }
};

/// Makes the rows of payloads: one for each recipient, or one for a payload without recipients.
class row_maker {
public:
    /// \param settings  borrowed
    explicit row_maker(const decision_settings& settings) : settings_(settings) {}

    /// Calls `visit` with each row of a payload. Their strings are valid during the call.
    /// \param stated    what the text around the payload says
    /// \param location  has the input and the line
    template <class Visitor>
    void each(const telnyx::errors::report_view& report, const stated_response& stated, const row& location, Visitor visit) {
        row made = whole(report, stated, location);
        if (report.recipients().size() < 2) {
            visit(made);
            return;
        }
        settings_.decide_each(report, here_, [&](std::size_t i, const telnyx::errors::decision& next) {
            set_recipient(made, report, i, next);
            visit(made);
        });
    }
    /// The row of a payload as a whole; it has the recipient only if there is just one.
    [[nodiscard]] row whole(const telnyx::errors::report_view& report, const stated_response& stated, const row& location);

private:
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
