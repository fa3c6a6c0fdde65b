// telnyx-errors, the command line: the files that triage writes. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_FILES_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_FILES_HPP

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/message_ledger.hpp"
#include "options.hpp"
#include "streams/output.hpp"
#include "triage/findings.hpp"

namespace command_line {

/// The files of --html, --retry, --suppress and --rejects, as far as they are asked for. One that cannot be written to its end
/// is a problem, and everything else goes on: what was counted in an hour is not thrown away for it.
class triage_files {
public:
    /// Opens them. What is in them is there still until it is known that none of them is an input, the standard output, or
    /// another one: a slip of the finger must not empty the traffic of a month.
    /// \param asked  borrowed, as are the inputs
    /// \throws failure
    triage_files(const options& asked, const std::vector<std::string_view>& inputs, const output& out);

    /// Whether messages to send again are written.
    [[nodiscard]] bool wants_messages() const noexcept { return retry_.has_value(); }
    /// Keeps the text of a finding that was rejected; of others nothing.
    void keep_rejected(const finding& found);
    /// Writes a recipient who opted out. \param said  where it is said
    void suppress(const found_opt_out& recipient, const finding& said);
    /// Writes a message to send again.
    void send_again(const message_to_send& message);
    /// Names no message to send again, and forgets those that were named: not everything that forbids one is known.
    void name_no_messages();
    /// Writes the page, and what remains of the others. \param page  makes it, if it is asked for
    void finish(const std::function<std::string()>& page);
    /// Moves what could not be written behind other problems, a line each.
    void tell(std::vector<std::string>& problems);

private:
    void open(std::optional<output>& file, std::string_view name, const output& out, std::vector<output*>& opened);
    template <class Writer>
    void attempt(std::optional<output>& file, Writer write);

    const options& asked_;
    const std::vector<std::string_view>& inputs_;
    std::optional<output> html_{};
    std::optional<output> retry_{};
    std::optional<output> suppress_{};
    std::optional<output> rejects_{};
    bool line_is_complete_ = true; // of the rejects
    std::vector<std::string> problems_{};
};

} // namespace command_line

#endif
