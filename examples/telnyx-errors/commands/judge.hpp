// telnyx-errors, the command line: decides about payloads as the options of classify say. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_COMMANDS_JUDGE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_COMMANDS_JUDGE_HPP

#include <vector>

#include <telnyx/errors.hpp>

#include "arguments.hpp"
#include "rows/maker.hpp"
#include "showing/json.hpp"

namespace command_line {

/// Decides about payloads.
class judge {
public:
    /// \throws failure
    explicit judge(const arguments& asked);
    judge(const judge&) = delete;
    judge& operator=(const judge&) = delete;

    /// The policy, and what only the caller knows.
    [[nodiscard]] const decision_settings& settings() const noexcept { return settings_; }
    /// What a payload says, with the decisions.
    [[nodiscard]] json answer(const telnyx::errors::report_view& report, const telnyx::errors::situation& here) const;

private:
    std::vector<telnyx::errors::amendment> amendments_;
    decision_settings settings_;
};

/// Whether a payload has a known shape.
[[nodiscard]] bool is_known_body(const telnyx::errors::report_view& report);

} // namespace command_line

#endif
