// telnyx-errors, the command line: commands and options, as tables that parse and explain. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_OPTIONS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_OPTIONS_HPP

#include <cstdint>
#include <string_view>
#include <vector>

#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/retry.hpp>
#include <telnyx/errors/vocabulary.hpp>

#include "showing/terminal.hpp"

namespace command_line {

/// What is to be done. The values are bits, so that an option can name the commands it belongs to.
enum class command : unsigned { none = 0, explain = 1, classify = 2, table = 4, help = 8, triage = 16 };

/// The forms of the table.
enum class table_format { text, markdown, csv, json };

/// What the arguments say.
struct options {
    enum command command = command::none;
    std::vector<std::string_view> operands{}; ///< The arguments behind the command that are no options.
    bool help = false;
    bool version = false;
    bool json = false;
    colour_choice colour = colour_choice::automatic;
    table_format format = table_format::text;
    telnyx::errors::phase phase = telnyx::errors::phase::unknown;
    int http_status = 0;                     ///< 0: not said.
    std::vector<std::string_view> headers{}; ///< "Name: value", those of the answer.
    std::uint32_t attempt = 1;
    telnyx::errors::instant now{};
    bool idempotent = false;
    telnyx::errors::jitter jitter = telnyx::errors::jitter::none;
    std::uint32_t random_bits = 0; ///< Drawn when a jitter is asked for.
    bool csv = false;
    std::string_view html{}; ///< The files to write; empty: none.
    std::string_view retry{};
    std::string_view suppress{};
    std::string_view rejects{};
    bool show_numbers = false;
    unsigned threads = 0; ///< 0: as many as there are processors.
};

/// One option: how it is written, whose it is, what it means, and what it sets.
struct option_row {
    std::string_view name;     ///< With its dashes.
    std::string_view shorter;  ///< Another spelling; empty if there is none.
    std::string_view argument; ///< The word for its argument; empty if it takes none.
    unsigned commands;         ///< The commands it belongs to.
    std::string_view meaning;  ///< For the usage text.
    void (*set)(options& result, std::string_view argument);

    /// Whether it belongs to a command.
    [[nodiscard]] constexpr bool belongs_to(command which) const noexcept { return (commands & static_cast<unsigned>(which)) != 0; }
};

/// One command, for parsing and for the usage text.
struct command_row {
    command id;
    std::string_view name;
    std::string_view operands;    ///< As the synopsis writes them.
    std::string_view summary;     ///< In a few words.
    std::string_view description; ///< Paragraphs, a line each.
    std::string_view examples;    ///< "command line | what it does", a line each.
};

/// A range of rows.
template <class Row>
struct rows {
    const Row* first;
    const Row* last;

    [[nodiscard]] const Row* begin() const noexcept { return first; }
    [[nodiscard]] const Row* end() const noexcept { return last; }
};

/// All options.
[[nodiscard]] rows<option_row> all_options();
/// All commands.
[[nodiscard]] rows<command_row> all_commands();
/// The command of a name; null if there is none.
[[nodiscard]] const command_row* find_command(std::string_view name);
/// The row of a command; null for `command::none`.
[[nodiscard]] const command_row* find_command(command which);

/// Reads the arguments, the program's name left out. Options may stand anywhere; "--" ends them. \throws failure
[[nodiscard]] options parse(const std::vector<std::string_view>& arguments);

} // namespace command_line

#endif
