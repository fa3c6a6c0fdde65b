// telnyx-errors, the command line: text for people. SPDX-License-Identifier: MIT
#include "showing/terminal.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#ifdef _WIN32
#include <io.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

#include <telnyx/errors/report.hpp>

namespace command_line {
namespace {

constexpr std::size_t narrowest = 40;    // breaking lines earlier makes them harder to read
constexpr std::size_t widest = 100;      // longer lines are hard to read
constexpr std::size_t usual = 80;        // if the width is unknown
constexpr std::size_t label_columns = 9; // the longest label and two spaces

std::optional<std::size_t> columns_of_terminal(std::FILE* stream) {
#ifdef _WIN32
    static_cast<void>(stream);
#else
    winsize size{};
    if (::ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col != 0) { // NOLINT(cppcoreguidelines-pro-type-vararg)
        return size.ws_col;
    }
#endif
    return std::nullopt;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// The width of a string in columns: its characters, not its bytes.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

// The first character of a string.
struct character {
    std::size_t bytes;
    bool is_safe;
};

bool is_safe_code_point(unsigned value) {
    const bool control = value < 0x20 || (value >= 0x7F && value < 0xA0);
    const bool turns_direction = value == 0x061C || value == 0x200E || value == 0x200F || (value >= 0x202A && value <= 0x202E) ||
                                 (value >= 0x2066 && value <= 0x2069);
    const bool ends_line = value == 0x2028 || value == 0x2029;
    return !control && !turns_direction && !ends_line;
}

character first_character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[i])); };
    const unsigned lead = byte(0);
    if (lead < 0x80) {
        return {1, is_safe_code_point(lead)};
    }
    const std::size_t bytes = lead >= 0xC2 && lead < 0xE0   ? 2
                              : lead >= 0xE0 && lead < 0xF0 ? 3
                              : lead >= 0xF0 && lead < 0xF5 ? 4
                                                            : 0;
    if (bytes == 0 || text.size() < bytes) {
        return {1, false};
    }
    unsigned value = lead & (0x7FU >> bytes);
    for (std::size_t i = 1; i != bytes; ++i) {
        if (!is_continuation(text[i])) {
            return {1, false};
        }
        value = value << 6U | (byte(i) & 0x3FU);
    }
    const bool too_long = (bytes == 3 && value < 0x800) || (bytes == 4 && value < 0x10000);
    const bool is_character = !too_long && value < 0x110000 && (value < 0xD800 || value > 0xDFFF);
    return {is_character ? bytes : 1, is_character && is_safe_code_point(value)};
}

void append_escaped(std::string& result, std::string_view bytes) {
    constexpr char digits[] = "0123456789ABCDEF";
    for (const char c : bytes) {
        const auto value = static_cast<unsigned>(static_cast<unsigned char>(c));
        result += "\\x";
        result += digits[value >> 4U];
        result += digits[value & 0xFU];
    }
}

std::string_view escape_sequence(style how) {
    switch (how) {
    case style::plain: return {};
    case style::strong: return "\x1b[1m";
    case style::label: return "\x1b[2m";
    case style::good: return "\x1b[32m";
    case style::warning: return "\x1b[33m";
    case style::bad: return "\x1b[31m";
    }
    return {};
}

// Removes from a string the words that fit into a line, at least one.
std::string_view take_line(std::string_view& text, std::size_t width) {
    const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
    text.remove_prefix(first);
    std::size_t end = std::min(text.find(' '), text.size());
    while (end != text.size()) {
        const std::size_t next_word = std::min(text.find_first_not_of(' ', end), text.size());
        const std::size_t next = std::min(text.find(' ', next_word), text.size());
        if (width_of(text.substr(0, next)) > width) {
            break;
        }
        end = next;
    }
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    return line;
}

} // namespace

bool is_terminal(std::FILE* stream) {
    const char* const kind = std::getenv("TERM");
    const bool is_dumb = kind != nullptr && std::string_view{kind} == "dumb";
#ifdef _WIN32
    return !is_dumb && _isatty(_fileno(stream)) != 0;
#else
    return !is_dumb && ::isatty(fileno(stream)) != 0;
#endif
}

std::optional<std::size_t> columns(std::FILE* stream) {
    if (const char* const value = std::getenv("COLUMNS")) {
        const unsigned long number = std::strtoul(value, nullptr, 10);
        if (number != 0 && number < 100000) {
            return number;
        }
    }
    return columns_of_terminal(stream);
}

std::string visible(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const character next = first_character(text);
        if (next.is_safe) {
            result += text.substr(0, next.bytes);
        } else {
            append_escaped(result, text.substr(0, next.bytes));
        }
        text.remove_prefix(next.bytes);
    }
    return result;
}

std::string quotable(std::string_view text, std::size_t longest) {
    // Mask first: half a phone number would not be recognised.
    std::string masked = telnyx::errors::masked(text);
    if (masked.size() > longest) {
        std::size_t size = longest;
        while (size != 0 && is_continuation(masked[size])) {
            --size;
        }
        masked.resize(size);
        return visible(masked) + " ...";
    }
    return visible(masked);
}

void print_on_stderr(std::string_view message) {
    std::fprintf(stderr, "telnyx-errors: %s\n", visible(message).c_str()); // NOLINT: the exit status reports failures too
}

std::string padded(std::string_view text, std::size_t width) {
    std::string result{text};
    const std::size_t taken = width_of(text);
    result.append(taken < width ? width - taken : 0, ' ');
    return result;
}

std::string shortened(std::string_view text, std::size_t width) {
    if (width_of(text) <= width) {
        return std::string{text};
    }
    constexpr std::string_view mark = "...";
    const std::size_t kept = width < mark.size() ? 0 : width - mark.size();
    std::string result;
    while (width_of(result) < kept) {
        const std::size_t bytes = first_character(text).bytes;
        result += text.substr(0, bytes);
        text.remove_prefix(bytes);
    }
    return result.append(mark.substr(0, width));
}

std::string page::painted(std::string_view text, style how) const {
    std::string result;
    const std::string_view begin = coloured_ ? escape_sequence(how) : std::string_view{};
    result.append(begin).append(text);
    return begin.empty() ? result : result.append("\x1b[0m");
}

void page::line(std::string_view text, style how) { text_.append(painted(text, how)).append(1, '\n'); }

void page::gap() { text_ += text_.empty() ? "" : "\n"; }

void page::paragraph(std::string_view text, std::size_t indentation, style how) {
    wrapped(std::string(indentation, ' '), text, indentation, how);
}

void page::field(std::string_view label, std::string_view text, std::size_t indentation, style how) {
    const std::string first = std::string(indentation, ' ') + painted(padded(label, label_columns), style::label);
    wrapped(first, text, indentation + label_columns, how);
}

void page::wrapped(std::string_view first, std::string_view text, std::size_t indentation, style how) {
    const std::size_t available = width_ > indentation + narrowest / 2 ? width_ - indentation : narrowest / 2;
    std::string_view rest = text;
    text_.append(first).append(painted(take_line(rest, available), how));
    while (rest.find_first_not_of(' ') != std::string_view::npos) {
        text_.append(1, '\n').append(indentation, ' ').append(painted(take_line(rest, available), how));
    }
    text_ += '\n';
}

page make_page(colour_choice choice) {
    const char* const no_colour = std::getenv("NO_COLOR");
    const bool is_wanted = no_colour == nullptr || *no_colour == '\0';
    const bool is_coloured =
        choice == colour_choice::automatic ? is_wanted && is_terminal(stdout) : choice == colour_choice::always;
    return {is_coloured, std::clamp(columns().value_or(usual), narrowest, widest)};
}

} // namespace command_line
