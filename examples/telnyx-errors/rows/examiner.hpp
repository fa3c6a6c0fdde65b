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

/// Collects rows, and passes them on before they need much memory: a block of small payloads has many rows.
class row_collector {
public:
    /// The maximum number of rows, before the last payload was added.
    static constexpr std::size_t most = 1024;

    /// \param pass_on  receives the rows, in order
    explicit row_collector(std::function<void(row_batch&&)> pass_on) : pass_on_(std::move(pass_on)) {}

    /// Sets the location of the next rows. \param input  borrowed
    void set_location(std::string_view input, std::size_t line) noexcept {
        location_[column::input] = input;
        location_[column::line] = static_cast<std::int64_t>(line);
    }
    [[nodiscard]] const row& location() const noexcept { return location_; }
    [[nodiscard]] row_batch& batch() noexcept { return kept_; }
    /// Passes the rows on if they are many. Must be called after each payload.
    void pass_on_if_full();
    /// Takes the rows that were not passed on.
    [[nodiscard]] row_batch take() { return std::exchange(kept_, {}); }

private:
    std::function<void(row_batch&&)> pass_on_;
    row_batch kept_{};
    row location_{};
    std::size_t weighed_ = 0; // how many rejected texts are included in `weight_`
    std::size_t weight_ = 0;
};

/// Reads payloads. Each thread needs one: it reuses the memory of its parser.
class body_examiner {
public:
    /// \param settings  borrowed
    explicit body_examiner(const decision_settings& settings);
    ~body_examiner();
    body_examiner(const body_examiner&) = delete;
    body_examiner& operator=(const body_examiner&) = delete;

    /// Reads a string and adds the rows of each payload in it. Each row of a page or element of a list that is not one is rejected.
    /// \returns `problem::none`, or why the string is not valid JSON; then nothing is added
    [[nodiscard]] telnyx::errors::problem examine(std::string_view text, row_collector& found);
    /// Adds the rows of each payload in a string that is not valid JSON, or rejects the string if it has none.
    void examine_invalid(std::string_view text, telnyx::errors::problem why, row_collector& found);
    /// Rejects text that is not searched for payloads.
    void reject(std::string_view text, telnyx::errors::problem why, row_collector& found);

private:
    class parser;

    [[nodiscard]] telnyx::errors::problem read(std::string_view text, row_collector& found, bool& all_known);
    void examine_rows(std::string_view text, row_collector& found, unsigned levels);
    void keep(const telnyx::errors::report_view& report, const telnyx::errors::retry_hint& hint, row_collector& found);

    const decision_settings& settings_;
    row_maker maker_;
    std::unique_ptr<parser> parser_;
};

} // namespace command_line

#endif
