// telnyx-errors, the command line: from texts to rows. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_ROWS_EXAMINER_HPP
#define TELNYX_ERRORS_COMMAND_LINE_ROWS_EXAMINER_HPP

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors.hpp>

#include "rows/maker.hpp"
#include "rows/row.hpp"
#include "streams/payload_reader.hpp"

namespace command_line {

/// A text that is invalid JSON or an unknown payload, or its continuation if it was too long.
struct rejected_text {
    std::string text{};
    bool is_rest = false;
};

/// Rows and rejected texts, in the order of the input, with the strings of the rows.
class row_batch {
public:
    /// Adds a copy of a row with its strings.
    void add(const row& added);
    /// Removes the last rows. \param size  how many remain
    void shorten(std::size_t size) { rows_.resize(size); }
    /// Adds a rejected text.
    void reject(std::string_view text, bool is_rest) { rejected_.push_back({std::string{text}, is_rest}); }

    [[nodiscard]] const std::vector<row>& rows() const noexcept { return rows_; }
    [[nodiscard]] const std::vector<rejected_text>& rejected() const noexcept { return rejected_; }

private:
    std::string_view copy_of(std::string_view text);

    std::vector<row> rows_{};
    std::vector<rejected_text> rejected_{};
    std::vector<std::unique_ptr<char[]>> blocks_{}; // with the strings of the rows
    char* free_ = nullptr;
    std::size_t left_ = 0;
};

/// What was split off an input: a value, the continuation of the value before it, which was too long, or a row of CSV that cannot
/// be read.
enum class text_kind { value, rest, rejected };

/// Such a text in a block.
struct value_text {
    std::size_t first; ///< Its position in the block.
    std::size_t size;
    std::size_t line;
    text_kind kind;
};

/// A part of an input that can be read on its own: complete lines, up to a place where a `body_stream` starts a new value; or
/// values that a `body_stream` has split already.
struct block {
    std::uint64_t number = 0; ///< In the order of the inputs.
    std::string_view input{};
    std::size_t first_line = 1; ///< Of lines.
    std::string bytes{};
    std::vector<value_text> texts{}; ///< Empty: lines.
};

/// Makes the rows of the payloads in a block.
class block_examiner : private payload_sink {
public:
    /// \param pass_on  receives the rows, in order
    block_examiner(const decision_settings& settings, const block& source, std::function<void(const row_batch&)> pass_on);

    /// Reads the block. Passes rows on before they need much memory, since a block of small payloads has many, and at the end.
    void examine();

private:
    void keep(const telnyx::errors::report_view& report, const payload_place& where) override;
    [[nodiscard]] std::size_t kept() const noexcept override { return kept_.rows().size(); }
    void undo(std::size_t kept) override { kept_.shorten(kept); }
    void settle() override;
    void reject(const telnyx::errors::report_view& report, const payload_place& where) override;
    void save(std::string_view text) override { kept_.reject(text, false); }

    void examine_lines(std::string_view bytes);
    [[nodiscard]] bool is_one_object(std::string_view line, std::size_t number);
    void examine_text(std::string_view text, std::size_t line);
    void reject_line(std::string_view text, std::size_t line);
    void reject_rest(std::string_view text);
    void go_to(const payload_place& where) noexcept;

    const block& source_;
    std::function<void(const row_batch&)> pass_on_;
    row_maker maker_;
    payload_reader reader_;
    telnyx::errors::report not_json_;
    std::size_t line_ = 1; // of the text
    row location_{};       // of the next rows
    row_batch kept_{};
    std::size_t weighed_ = 0; // how many rejected texts are included in `weight_`
    std::size_t weight_ = 0;
};

} // namespace command_line

#endif
