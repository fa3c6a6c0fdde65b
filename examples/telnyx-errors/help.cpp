// telnyx-errors, the command line: the help and the man page. SPDX-License-Identifier: MIT
#include <algorithm>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>

#include <telnyx/errors/version.hpp>

#include "options.hpp"

namespace command_line {
namespace {

// The help is written to one of these documents, which have the same functions.
class terminal_document {
public:
    explicit terminal_document(colour_choice colour) : page_(make_page(colour)) {}
    void section(std::string_view name) {
        page_.gap();
        page_.line(name, style::strong);
        after_paragraph_ = false;
    }
    void paragraph(std::string_view text) {
        if (after_paragraph_) {
            page_.gap();
        }
        page_.paragraph(text, inside);
        after_paragraph_ = true;
    }
    void item(std::string_view term, std::string_view text) {
        page_.paragraph(term, inside, style::strong);
        page_.paragraph(text, deeper);
        after_paragraph_ = false;
    }
    void code(std::string_view line, std::string_view purpose) {
        page_.line(std::string(inside, ' ') + std::string{line});
        page_.paragraph(purpose, deeper);
    }
    [[nodiscard]] const std::string& text() const { return page_.text(); }

private:
    static constexpr std::size_t inside = 4;
    static constexpr std::size_t deeper = 8;
    page page_;
    bool after_paragraph_ = false;
};

// In the man macros, which every implementation of man has.
class man_document {
public:
    void section(std::string_view name) {
        text_ += ".SH " + escaped(name) + '\n';
        is_first_ = true;
    }
    void paragraph(std::string_view text) { text_ += break_before() + escaped(text) + '\n'; }
    void item(std::string_view term, std::string_view text) {
        text_ += ".TP\n.B " + escaped(term) + '\n' + escaped(text) + '\n';
        is_first_ = false;
    }
    void code(std::string_view line, std::string_view purpose) {
        text_ += break_before() + escaped(purpose) + ":\n.PP\n.nf\n.RS\n" + escaped(line) + "\n.RE\n.fi\n";
    }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string break_before() { return std::exchange(is_first_, false) ? "" : ".PP\n"; }

    static std::string escaped(std::string_view text) {
        std::string result;
        for (const char c : text) {
            result += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
        }
        return !result.empty() && (result.front() == '.' || result.front() == '\'') ? "\\&" + result : result;
    }

    bool is_first_ = true; // of a section
    std::string text_ = ".TH TELNYX\\-ERRORS 1 \"\" \"telnyx\\-errors " TELNYX_ERRORS_VERSION_STRING "\"\n";
};

// "--option TYPE", or "--option" for a flag.
std::string with_type(const CLI::Option& option) {
    const std::string name = option.get_name();
    return option.get_items_expected_max() == 0 ? name : name + ' ' + option.get_type_name();
}

std::string synopsis(const CLI::App& app, const command_row& row) {
    std::string text = std::string{"telnyx-errors "} + row.name;
    for (const CLI::Option* const option : app.get_subcommand(row.name)->get_options()) {
        text += option->get_group() == general_options ? "" : " [" + with_type(*option) + ']';
    }
    return text + (*row.operands == '\0' ? "" : " ") + row.operands;
}

template <class Document>
void write_options(Document& out, const CLI::App& about, bool wants_general) {
    for (const CLI::Option* const option : about.get_options()) {
        if ((option->get_group() == general_options) == wants_general) {
            out.item(with_type(*option), option->get_description());
        }
    }
}

template <class Document>
void write_end(Document& out, const std::vector<const command_row*>& shown) {
    out.paragraph("An option and its value may be joined with '='. Arguments after '--' are not options.");
    out.section("EXIT STATUS");
    out.item("0", "All payloads and codes were recognised.");
    out.item("1", "Some payload or code was not recognised. What is known about it is printed.");
    out.item("2", "Invalid usage, an input that cannot be read, or an output that cannot be written. A line on stderr says why.");
    out.item("130", "Ctrl-C ended triage early. What was counted so far is printed.");
    out.section("ENVIRONMENT");
    out.item("COLUMNS", "Width of the output. Default: the width of the terminal, or 80.");
    out.item("NO_COLOR", "If set and not empty, the output is not coloured unless --color=always is given.");
    out.section("EXAMPLES");
    for (const command_row* const row : shown) {
        for (const example& each : row->examples) {
            out.code(each.line, each.purpose);
        }
    }
}

template <class Document>
void write_help(Document& out, const CLI::App& app, const command_row& row) {
    const CLI::App& about = *app.get_subcommand(row.name);
    out.section("NAME");
    out.paragraph(std::string{"telnyx-errors "} + row.name + " - " + row.summary);
    out.section("SYNOPSIS");
    out.paragraph(synopsis(app, row));
    out.section("DESCRIPTION");
    for (const char* const paragraph : row.description) {
        out.paragraph(paragraph);
    }
    out.section("OPTIONS");
    write_options(out, about, false);
    write_options(out, about, true);
    write_end(out, {&row});
}

// \param in_full  with the options of the commands
template <class Document>
void write_help(Document& out, const CLI::App& app, bool in_full) {
    std::vector<const command_row*> shown;
    out.section("NAME");
    out.paragraph("telnyx-errors - " + app.get_description());
    out.section("SYNOPSIS");
    for (const command_row& row : commands()) {
        out.paragraph(synopsis(app, row));
        shown.push_back(&row);
    }
    out.paragraph("telnyx-errors CODE...");
    out.paragraph("telnyx-errors help [COMMAND]");
    out.section("DESCRIPTION");
    out.paragraph(
        "Explains the errors of Telnyx messaging. 'telnyx-errors help COMMAND' describes a command. A code without a command is "
        "explained.");
    out.section("COMMANDS");
    for (const command_row& row : commands()) {
        out.item(row.name, row.summary);
    }
    for (const command_row& row : commands()) {
        if (in_full) {
            std::string name{row.name};
            std::transform(name.begin(), name.end(), name.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
            out.section(name);
            for (const char* const paragraph : row.description) {
                out.paragraph(paragraph);
            }
            write_options(out, *app.get_subcommand(row.name), false);
        }
    }
    out.section("OPTIONS");
    write_options(out, app, true);
    write_end(out, shown);
}

} // namespace

std::vector<std::string> names_of_options(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* const option : app.get_options()) {
        names.push_back(option->get_name());
    }
    return names;
}

std::vector<std::string> words_of(CLI::Option& option) {
    std::vector<std::string> words;
    try {
        std::istringstream names{option.get_validator(0)->get_name()};
        words.assign(std::istream_iterator<std::string>{names}, {});
    } catch (const CLI::OptionNotFound&) { // NOLINT(bugprone-empty-catch): it has no validator
    }
    return words;
}

std::string first_sentence(const std::string& description) {
    std::size_t end = description.find(". ");
    end = (std::min)(end, description.find(": "));
    end = (std::min)(end, description.find(" ("));
    std::string sentence = description.substr(0, end);
    return sentence.back() == '.' ? sentence.substr(0, sentence.size() - 1) : sentence;
}

std::string short_help(const CLI::App& app, const command_row* only, colour_choice colour) {
    constexpr std::size_t names = 22;
    const CLI::App& about = only == nullptr ? app : *app.get_subcommand(only->name);
    page result = make_page(colour);
    const auto item = [&](const std::string& name, const std::string& text) {
        const std::size_t width = columns().value_or(80);
        result.line(shortened("  " + padded(name, names) + "  " + text, width));
    };
    result.line(only == nullptr ? "usage: telnyx-errors COMMAND [OPTION...] [ARGUMENT...], or telnyx-errors CODE..."
                                : std::string{"usage: telnyx-errors "} + only->name + " [OPTION...]" +
                                      (*only->operands == '\0' ? "" : " ") + only->operands,
                style::strong);
    result.line(about.get_description());
    result.gap();
    for (const command_row& row : commands()) {
        if (only == nullptr) {
            item(row.name, row.summary);
        }
    }
    for (const CLI::Option* const option : about.get_options()) {
        item(with_type(*option), first_sentence(option->get_description()));
    }
    return result.text();
}

std::string long_help(const CLI::App& app, const command_row* only, colour_choice colour) {
    terminal_document result{colour};
    if (only == nullptr) {
        write_help(result, app, false);
    } else {
        write_help(result, app, *only);
    }
    return result.text();
}

std::string man_page(const CLI::App& app) {
    man_document result;
    write_help(result, app, true);
    return result.text();
}

} // namespace command_line
