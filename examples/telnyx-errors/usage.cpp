// telnyx-errors, the command line: how it is used. SPDX-License-Identifier: MIT
#include "usage.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace command_line {
namespace {

constexpr std::string_view program = "telnyx-errors";
constexpr std::size_t inside = 4; // the indentation of the text of a section
constexpr std::size_t deeper = 8; // and of what explains a part of it

void section(page& result, std::string_view name) {
    result.gap();
    result.line(name, style::strong);
}

template <class Visitor>
void for_each_line(std::string_view text, Visitor visit) {
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        visit(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

std::string synopsis(const command_row& row) {
    std::string text = std::string{program} + ' ' + std::string{row.name};
    for (const option_row& option : all_options()) {
        // Those that belong to every command are left to the list of options.
        if (option.belongs_to(row.id) && !option.belongs_to(command::help)) {
            text += " [" + std::string{option.name};
            text += option.argument.empty() ? "]" : ' ' + std::string{option.argument} + ']';
        }
    }
    return row.operands.empty() ? text : text + ' ' + std::string{row.operands};
}

void write_synopsis(page& result, const command_row* only) {
    section(result, "SYNOPSIS");
    for (const command_row& row : all_commands()) {
        if (only == nullptr || only == &row) {
            result.paragraph(synopsis(row), inside);
        }
    }
    if (only == nullptr) {
        result.paragraph(std::string{program} + " [COMMAND] --help", inside);
        result.paragraph(std::string{program} + " --version", inside);
    }
}

void write_description(page& result, const command_row& row, std::size_t indentation) {
    bool is_first = true;
    for_each_line(row.description, [&](std::string_view line) {
        if (!is_first) {
            result.gap();
        }
        is_first = false;
        result.paragraph(line, indentation);
    });
}

void write_descriptions(page& result, const command_row* only) {
    section(result, "DESCRIPTION");
    if (only != nullptr) {
        write_description(result, *only, inside);
        return;
    }
    result.paragraph("Says what the errors of Telnyx messaging mean and what a program, or a person, does about them.", inside);
    for (const command_row& row : all_commands()) {
        result.gap();
        result.paragraph(row.name, inside, style::strong);
        write_description(result, row, deeper);
    }
}

std::string spelling(const option_row& option) {
    std::string text = option.shorter.empty() ? std::string{} : std::string{option.shorter} + ", ";
    text += option.name;
    return option.argument.empty() ? text : text + ' ' + std::string{option.argument};
}

// Which commands an option belongs to, where it does not belong to all.
std::string owners(const option_row& option) {
    std::string text;
    for (const command_row& row : all_commands()) {
        if (option.belongs_to(row.id)) {
            text += (text.empty() ? "" : ", ") + std::string{row.name};
        }
    }
    return option.belongs_to(command::help) ? std::string{} : " (" + text + ")";
}

void write_options(page& result, const command_row* only) {
    section(result, "OPTIONS");
    for (const option_row& option : all_options()) {
        if (only == nullptr || option.belongs_to(only->id)) {
            result.paragraph(spelling(option) + (only == nullptr ? owners(option) : std::string{}), inside, style::strong);
            result.paragraph(option.meaning, deeper);
        }
    }
    result.paragraph("An option and its argument may also be joined by '='. Behind '--' nothing is an option.", inside);
}

void write_exit_status(page& result) {
    section(result, "EXIT STATUS");
    result.field("0", "Everything was classified.", inside);
    result.field("1",
                 "Some input was no body, or some code, that this version knows. What can be said of it is printed all the same.",
                 inside);
    result.field("2",
                 "Wrong usage, a file that cannot be read, or an output that cannot be written. One line on stderr says which.",
                 inside);
    result.field("130", "Ctrl-C ended triage early. What was counted so far is printed.", inside);
}

void write_environment(page& result) {
    section(result, "ENVIRONMENT");
    result.field("COLUMNS", "How wide the output is. Without it the terminal is asked; else it is 80.", inside);
    result.field("NO_COLOR", "If it is set and not empty, nothing is coloured unless --color=always says so.", inside);
}

void write_examples(page& result, const command_row* only) {
    section(result, "EXAMPLES");
    for (const command_row& row : all_commands()) {
        if (only == nullptr || only == &row) {
            for_each_line(row.examples, [&](std::string_view line) {
                const std::size_t bar = line.rfind(" | "); // the first ones may be pipes
                result.line(std::string(inside, ' ') + std::string{line.substr(0, bar)});
                result.paragraph(line.substr(bar + 3), deeper);
            });
        }
    }
}

} // namespace

void write_usage(page& result, command which) {
    const command_row* const only = find_command(which);
    const std::string summary =
        only == nullptr ? "what a Telnyx messaging error means, and what to do about it" : std::string{only->summary};
    result.line("NAME", style::strong);
    result.paragraph(std::string{program} + (only == nullptr ? "" : ' ' + std::string{only->name}) + " - " + summary, inside);
    write_synopsis(result, only);
    write_descriptions(result, only);
    write_options(result, only);
    write_exit_status(result);
    write_environment(result);
    write_examples(result, only);
}

} // namespace command_line
