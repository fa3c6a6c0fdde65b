// telnyx-errors, the command line: its commands and options, from which help, man page and completions are made.
// SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_OPTIONS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_OPTIONS_HPP

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "arguments.hpp"

namespace command_line {

/// An example for the help.
struct example {
    const char* line;
    const char* purpose;
};

/// A command.
struct command_row {
    const char* name;
    command run;
    void (*add_options)(CLI::App& app, arguments& result);
    const char* operands; ///< As in the synopsis.
    const char* summary;
    std::vector<const char*> description; ///< Paragraphs.
    std::vector<example> examples;
};

/// All commands, in the order of the help.
[[nodiscard]] const std::vector<command_row>& commands();

/// The group of the options that every command has.
inline constexpr const char* general_options = "General";

/// The names of all options of a command, or of the program.
[[nodiscard]] std::vector<std::string> names_of_options(const CLI::App& app);
/// The words that an option accepts as its value; empty if it accepts something else.
[[nodiscard]] std::vector<std::string> words_of(CLI::Option& option);
/// The first sentence of a description, without its full stop.
[[nodiscard]] std::string first_sentence(const std::string& description);

/// The help of -h: one line for each option. \param only  the command; null: the whole program
[[nodiscard]] std::string short_help(const CLI::App& app, const command_row* only, colour_choice colour);
/// The help of --help.
[[nodiscard]] std::string long_help(const CLI::App& app, const command_row* only, colour_choice colour);
/// The man page.
[[nodiscard]] std::string man_page(const CLI::App& app);
/// Completions for a shell.
[[nodiscard]] std::string bash_completion(CLI::App& app);
[[nodiscard]] std::string zsh_completion(CLI::App& app);
[[nodiscard]] std::string fish_completion(CLI::App& app);

} // namespace command_line

#endif
