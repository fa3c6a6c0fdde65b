// telnyx-errors, the command line: its arguments. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_ARGUMENTS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_ARGUMENTS_HPP

#include <cstdint>
#include <string>
#include <vector>

#include <telnyx/errors/decision.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/vocabulary.hpp>

#include "failure.hpp"
#include "rows/formats.hpp"
#include "showing/terminal.hpp"
#include "streams/csv_rows.hpp"

namespace command_line {

struct arguments;
class output;

/// A command: writes to the standard output and returns the exit status. \throws failure
using command = exit_status (*)(const arguments& asked, output& out);

/// The formats of `table`.
enum class table_format { text, csv, json };

/// The parsed arguments.
struct arguments {
    command run = nullptr;
    std::string usage{};                 ///< If not empty, there are no arguments: print it on stderr.
    std::string message{};               ///< The help or the version: if not empty, print only this.
    std::vector<std::string> operands{}; ///< The arguments after the command that are not options.
    bool summary = false;                ///< -h
    bool help = false;
    bool version = false;
    colour_choice colour = colour_choice::automatic;

    std::string generate{}; ///< What to print: "man", or a shell for its completions; empty: nothing.
    bool json = false;
    telnyx::errors::phase phase = telnyx::errors::phase::unknown;
    int http_status = 0;           ///< 0: not given.
    telnyx::errors::instant now{}; ///< The time of --now, or of the system's clock.
    std::string amendments{};      ///< The file; empty: none.
    csv_settings csv_input{};
    bool mask = false;    ///< Phone numbers in JSON.
    unsigned threads = 0; ///< 0: one per processor.

    // classify
    std::vector<std::string> headers{}; ///< "Name: value".
    std::uint32_t attempt = 1;
    bool idempotent = false;
    telnyx::errors::channel channel = telnyx::errors::channel::unknown;
    bool never_left = false;
    bool lookup = false;
    std::uint64_t elapsed_ms = 0;
    telnyx::errors::jitter jitter = telnyx::errors::jitter::none;
    std::uint32_t random_bits = 0; ///< Drawn if there is jitter.

    row_format rows = row_format::none;
    bool lines = false;
    bool exit_zero = false;

    // triage
    bool csv = false;
    std::string html{}; ///< The files to write; empty: none.
    std::string retry{};
    std::string suppress{};
    std::string rejects{};
    std::string database{}; ///< Empty: a temporary one.
    std::string compare{};  ///< The database of an earlier period; empty: none.
    bool follow = false;
    bool show_numbers = false;
    std::uint64_t max_age_ms = 24 * std::uint64_t{3600000}; ///< Of messages to resend.
    std::uint32_t per_second = 10;                          ///< Messages to resend.

    // table
    table_format format = table_format::text;

    /// The inputs to read: the operands, or standard input ("-").
    [[nodiscard]] std::vector<std::string> inputs() const { return operands.empty() ? std::vector<std::string>{"-"} : operands; }
};

/// Parses the arguments after the program's name. The options of a command follow its name; "--" ends them. \throws failure
[[nodiscard]] arguments parse(const std::vector<std::string>& given);

} // namespace command_line

#endif
