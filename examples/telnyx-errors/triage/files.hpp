// telnyx-errors, the command line: the files that triage writes. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_FILES_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_FILES_HPP

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "streams/output.hpp"
#include "triage/findings.hpp"
#include "triage/message_ledger.hpp"

namespace command_line {

/// The files of --html, --retry, --suppress and --rejects, if given. If one of them cannot be written, that is recorded as a
/// problem and triage continues: a long run must not be lost because of one file.
class triage_files {
public:
    /// Opens the files. They are truncated only when it is certain that none of them is an input, standard output or another one of
    /// them: a mistyped name must not destroy the inputs.
    /// \param asked  borrowed, like the inputs
    /// \throws failure
    triage_files(const arguments& asked, const std::vector<std::string>& inputs, const output& out);

    /// Whether messages to resend are written.
    [[nodiscard]] bool wants_messages() const noexcept { return retry_.has_value(); }
    /// Writes the text of a finding if it was rejected.
    void write_rejected(const finding& found);
    /// Whether people who opted out are written.
    [[nodiscard]] bool wants_opt_outs() const noexcept { return suppress_.has_value(); }
    /// The row of a person who opted out, or may have. \param source  the finding that says so
    [[nodiscard]] std::string suppression_row(const found_consent& said, const finding& source) const;
    /// Writes such a row.
    void write_suppressed(const std::string& row);
    /// Writes a message to resend.
    void write_resend(const message_to_resend& message);
    /// Empties the file of messages to resend, because something that rules out one of them may not have been read.
    void discard_resends();
    /// Writes the page and flushes all files. \param page  makes the page, if it was asked for
    void finish(const std::function<std::string()>& page);
    /// Moves the problems with the files to the end of other problems.
    void move_problems_to(std::vector<std::string>& problems);

private:
    void open(std::optional<output>& file, const std::string& name, const output& out, std::vector<output*>& opened);
    template <class Writer>
    void attempt(std::optional<output>& file, Writer write);

    const arguments& asked_;
    const std::vector<std::string>& inputs_;
    std::optional<output> html_{};
    std::optional<output> retry_{};
    std::optional<output> suppress_{};
    std::optional<output> rejects_{};
    bool line_is_complete_ = true; // in the file of --rejects
    std::vector<std::string> problems_{};
};

} // namespace command_line

#endif
