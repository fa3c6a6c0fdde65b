// telnyx-errors, the command line: inputs as text. SPDX-License-Identifier: MIT
#include "streams/text_input.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "failure.hpp"
#include "showing/terminal.hpp"

namespace command_line {
namespace {

constexpr std::size_t block_bytes = 65536;
constexpr std::size_t longest_header = 65536;
constexpr std::uint32_t replacement = 0xFFFD;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// The bytes that are not text: control characters, and what is not UTF-8.
std::size_t count_binary(std::string_view bytes) {
    std::size_t count = 0;
    std::size_t following = 0; // bytes of the character
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const bool continues = (byte & 0xC0U) == 0x80U;
        const bool is_space = (byte >= 0x08U && byte <= 0x0DU) || byte == 0x1BU; // and the escape that starts a colour
        count += (byte < 0x20U && !is_space) || continues == (following == 0) ? 1U : 0U;
        following = continues       ? following - (following == 0 ? 0 : 1)
                    : byte >= 0xF0U ? 3
                    : byte >= 0xE0U ? 2
                    : byte >= 0xC0U ? 1
                                    : 0;
    }
    return count;
}

} // namespace

std::size_t text_input::read(char* buffer, std::size_t size) {
    if (!std::exchange(begun_, true)) {
        begin();
    }
    if (first_ == ready_.size() && encoding_ == encoding::utf8) {
        return ended_ ? 0 : source_.read(buffer, size);
    }
    while (first_ == ready_.size()) {
        ready_.clear();
        first_ = 0;
        if (!fill() && ready_.empty()) {
            return 0;
        }
    }
    const std::size_t count = (std::min)(size, ready_.size() - first_);
    std::memcpy(buffer, ready_.data() + first_, count);
    first_ += count;
    return count;
}

// Reads as much as shows what the input is: for nearly all inputs this is what can be read at once.
void text_input::begin() {
    detect_encoding();
    if (!is_lines_) {
        require_text();
        detect_csv();
    }
}

void text_input::detect_encoding() {
    const auto byte = [this](std::size_t i) { return static_cast<unsigned char>(ready_[i]); };
    const auto is_ascii = [&](std::size_t i) { return byte(i) != 0 && byte(i) < 0x80U; };
    while (ready_.size() < 2 && ready_ != "\n" && fill()) { // an empty line is answered at once
    }
    if (ready_.size() < 2) {
        return;
    }
    if ((byte(0) == 0) != (byte(1) == 0)) {
        while (ready_.size() < 4 && fill()) {
        }
    }
    const bool has_two = ready_.size() >= 4;
    if ((byte(0) == 0xFFU && byte(1) == 0xFEU) || (has_two && is_ascii(0) && byte(1) == 0 && is_ascii(2) && byte(3) == 0)) {
        encoding_ = encoding::utf16_little;
    } else if ((byte(0) == 0xFEU && byte(1) == 0xFFU) || (has_two && byte(0) == 0 && is_ascii(1) && byte(2) == 0 && is_ascii(3))) {
        encoding_ = encoding::utf16_big;
    }
    if (encoding_ != encoding::utf8) {
        decode(std::exchange(ready_, {}));
    }
    while (ready_.size() < byte_order_mark.size() && byte_order_mark.substr(0, ready_.size()) == ready_ && fill()) {
    }
    first_ = ready_.compare(0, byte_order_mark.size(), byte_order_mark) == 0 ? byte_order_mark.size() : 0;
}

void text_input::require_text() const {
    const std::string_view begin = std::string_view{ready_}.substr(0, 4096);
    if (begin.size() >= 16 && count_binary(begin) > begin.size() / 5) {
        cannot_read("it is a binary file");
    }
}

// CSV has a header of known names in its first line; JSON, HTML and a line that ends with a bracket have none.
void text_input::detect_csv() {
    while (ready_.size() == first_ && fill()) {
    }
    if (ready_.size() == first_ || std::string_view{"{[<"}.find(ready_[first_]) != std::string_view::npos) {
        return;
    }
    const auto text = [this] { return std::string_view{ready_}.substr(first_); };
    std::optional<std::size_t> size;
    while (!(size = csv_rows::first_line_size(text(), false)) && ready_.size() < longest_header && fill()) {
    }
    std::optional<csv_columns> columns = csv_rows::columns_of(text().substr(0, size.value_or(text().size())), settings_);
    const std::string missing = columns                     ? columns->missing()
                                : settings_.columns.empty() ? std::string{}
                                                            : settings_.columns.begin()->second;
    if (!missing.empty()) {
        cannot_read("it has no column '" + missing + "', which --columns names");
    }
    if (columns && columns->say_enough()) {
        columns_ = std::move(columns);
        report_columns();
    } else if (columns && columns->known() > 2) {
        cannot_read("this CSV has no column for a status or an error code; name one with --columns status=NAME");
    }
}

// The columns are a guess, so which ones it is must be seen: once for several inputs with the same.
void text_input::report_columns() const {
    static std::string last; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): inputs are read one after another
    if (std::string now = columns_->in_words(); now != last) {
        print_on_stderr(in_words() + " is CSV: " + now);
        last = std::move(now);
    }
}

std::string text_input::in_words() const { return name_ == "-" ? "standard input" : "'" + name_ + "'"; }

void text_input::cannot_read(const std::string& why) const { throw failure("cannot read " + in_words() + ": " + why); }

bool text_input::fill() {
    std::string block(block_bytes, '\0');
    const std::size_t count = ended_ ? 0 : source_.read(block.data(), block.size());
    ended_ = ended_ || count == 0;
    if (encoding_ == encoding::utf8) {
        ready_.append(block, 0, count);
    } else {
        decode(std::string_view{block}.substr(0, count));
    }
    return count != 0;
}

void text_input::decode(std::string_view bytes) {
    if (bytes.empty() && (std::exchange(high_, u'\0') != 0 || !odd_.empty())) { // the end
        put(replacement);
        odd_.clear();
    }
    for (const char c : bytes) {
        odd_ += c;
        if (odd_.size() == 2) {
            const unsigned first = static_cast<unsigned char>(odd_[0]);
            const unsigned second = static_cast<unsigned char>(odd_[1]);
            decode(static_cast<char16_t>(encoding_ == encoding::utf16_little ? first | second << 8U : first << 8U | second));
            odd_.clear();
        }
    }
}

// Half a pair becomes the replacement character.
void text_input::decode(char16_t unit) {
    const bool is_low = unit >= 0xDC00U && unit < 0xE000U;
    if (const char16_t high = std::exchange(high_, u'\0'); high != 0) {
        put(is_low ? 0x10000U + ((high - 0xD800U) << 10U) + (unit - 0xDC00U) : replacement);
        if (is_low) {
            return;
        }
    }
    if (unit >= 0xD800U && unit < 0xDC00U) {
        high_ = unit;
    } else {
        put(is_low ? replacement : unit);
    }
}

// Adds a character as UTF-8.
void text_input::put(std::uint32_t c) {
    if (c < 0x80U) {
        ready_ += static_cast<char>(c);
        return;
    }
    const unsigned following = c < 0x800U ? 1 : c < 0x10000U ? 2 : 3;
    constexpr unsigned marks[] = {0, 0xC0U, 0xE0U, 0xF0U};
    ready_ += static_cast<char>(marks[following] | c >> (6 * following));
    for (unsigned i = following; i-- != 0;) {
        ready_ += static_cast<char>(0x80U | (c >> (6 * i) & 0x3FU));
    }
}

} // namespace command_line
