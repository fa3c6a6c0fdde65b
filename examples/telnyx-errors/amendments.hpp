// telnyx-errors, the command line: the user's own judgements. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_AMENDMENTS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_AMENDMENTS_HPP

#include <string>
#include <vector>

#include <telnyx/errors/amendment.hpp>

namespace command_line {

/// Reads the file of --amendments: a JSON list. \param name  empty: no file, no amendments \throws failure
[[nodiscard]] std::vector<telnyx::errors::amendment> read_amendments(const std::string& name);

/// The row of a code, with the columns that the amendments give it.
[[nodiscard]] telnyx::errors::code_info amended_row(std::int64_t number, telnyx::errors::channel channel,
                                                    const telnyx::errors::amended_policy& policy);

} // namespace command_line

#endif
