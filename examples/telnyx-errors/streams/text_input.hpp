// telnyx-errors, the command line: inputs as text. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_TEXT_INPUT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_TEXT_INPUT_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "streams/csv_rows.hpp"
#include "streams/decompressed_input.hpp"

namespace command_line {

/// The text of an input, as UTF-8 without a byte order mark: decompressed, and decoded if it is UTF-16, which such a mark shows, or
/// zeros beside its first two characters. Binary files are errors.
class text_input {
public:
    /// Opens a file, or standard input for "-". \throws failure
    /// \param at_end    see `input`
    /// \param is_lines  the input has lines of any content: it is neither CSV nor refused as a binary file
    text_input(std::string_view name, const csv_settings& settings, std::function<void()> at_end = {}, bool is_lines = false)
        : name_(name), settings_(settings), source_(name, std::move(at_end)), is_lines_(is_lines) {}

    /// Reads up to `size` bytes, at least 4. \returns 0 at the end, or if the program was interrupted \throws failure
    [[nodiscard]] std::size_t read(char* buffer, std::size_t size);
    /// The number of (compressed) bytes read so far.
    [[nodiscard]] std::uint64_t taken() const noexcept { return source_.taken(); }
    /// The columns, if the input is an export of detail records as CSV. Known after the first call of `read`.
    [[nodiscard]] const std::optional<csv_columns>& columns() const noexcept { return columns_; }

private:
    enum class encoding { utf8, utf16_little, utf16_big };

    void begin();
    void detect_encoding();
    void detect_csv();
    void require_text() const;
    bool fill();
    void decode(std::string_view bytes);
    void decode(char16_t unit);
    void put(std::uint32_t c);
    void report_columns() const;
    [[nodiscard]] std::string in_words() const;
    [[noreturn]] void cannot_read(const std::string& why) const;

    std::string name_;
    const csv_settings& settings_;
    decompressed_input source_;
    bool is_lines_;
    bool begun_ = false;
    encoding encoding_ = encoding::utf8;
    std::optional<csv_columns> columns_{};
    std::string ready_{}; // was read, and as UTF-8
    std::size_t first_ = 0;
    std::string odd_{}; // the first byte of a UTF-16 code unit
    char16_t high_ = 0; // the first half of a surrogate pair
    bool ended_ = false;
};

} // namespace command_line

#endif
