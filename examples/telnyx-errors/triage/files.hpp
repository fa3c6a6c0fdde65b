// telnyx-errors, the command line: the files that triage writes. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_FILES_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_FILES_HPP

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "rows/examiner.hpp"
#include "streams/output.hpp"
#include "triage/database.hpp"

namespace command_line {

/// The files of --html, --retry, --suppress and --rejects, if given. Each is written beside its place and moved there at the end,
/// so that a file is complete or as it was; a device or a pipe is written directly. If one of them cannot be written, that is
/// recorded as a problem and triage continues: a long run must not be lost because of one file.
class triage_files {
public:
    /// Opens the files, when it is certain that none of them is an input, standard output or another one of them: a mistyped name
    /// must not destroy the inputs.
    /// \param asked   borrowed
    /// \param inputs  the files that must not be overwritten
    /// \throws failure
    triage_files(const arguments& asked, const std::vector<std::string>& inputs, const output& out);
    ~triage_files();
    triage_files(const triage_files&) = delete;
    triage_files& operator=(const triage_files&) = delete;

    /// Writes rejected texts.
    void write_rejected(const std::vector<rejected_text>& rejected);
    /// Writes the messages to resend and the people who opted out. \param too_old  messages that failed before are left out
    void write_rows(database& source, std::int64_t too_old);
    /// Leaves the file of messages to resend empty, because something that rules out one of them may not have been read.
    void discard_resends();
    /// Completes all files. \param page  makes the page, if it was asked for
    void finish(const std::function<std::string()>& page);
    /// Moves the problems with the files to the end of other problems.
    void move_problems_to(std::vector<std::string>& problems);

private:
    struct written_file {
        std::optional<output> file{};
        std::string name{};  // where it belongs
        std::string aside{}; // where it is written; empty: there
        bool is_new = false;
    };

    void open(written_file& which, const std::string& name, const std::vector<std::string>& inputs, const output& out,
              std::vector<written_file*>& opened);
    static void write_aside(written_file& which);
    template <class Writer>
    void attempt(written_file& which, Writer write);

    const arguments& asked_;
    written_file html_{};
    written_file retry_{};
    written_file suppress_{};
    written_file rejects_{};
    bool wants_resends_ = true;
    bool line_is_complete_ = true; // in the file of --rejects
    std::vector<std::string> problems_{};
};

} // namespace command_line

#endif
