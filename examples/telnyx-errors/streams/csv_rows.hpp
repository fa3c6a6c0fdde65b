// telnyx-errors, the command line: the rows of CSV. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_CSV_ROWS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_CSV_ROWS_HPP

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "streams/csv_columns.hpp"

namespace command_line {

/// Splits CSV (RFC 4180; separated by commas, semicolons or tabs) into rows, and turns each into a detail record. A row with a
/// wrong number of fields is rejected, and so is one whose quotes do not fit together: its first line is, and reading continues
/// with the next line, so that an open quote costs one row. Nothing in a rejected line is searched for payloads: message bodies
/// come from anyone. Memory: one row at a time, up to 1 MiB.
class csv_rows {
public:
    /// Receives the record in a row, as JSON, and the line on which the row starts.
    using visitor = std::function<void(std::string_view record, std::size_t line)>;
    /// Receives a rejected line, and why it was rejected.
    using reject_visitor = std::function<void(std::string_view text, std::size_t line, const std::string& why)>;

    csv_rows(const csv_settings& settings, visitor visit, reject_visitor reject)
        : settings_(settings), visit_(std::move(visit)), reject_(std::move(reject)) {}

    /// The columns that the first line of an input names, if it is the header of an export of detail records.
    [[nodiscard]] static std::optional<csv_columns> columns_of(std::string_view first_line, const csv_settings& settings);

    /// Reads the next bytes.
    void feed(std::string_view bytes);
    /// Ends the input.
    void finish();

private:
    void read_rows(bool is_end);
    std::size_t read_row(std::string_view text, std::string_view line, bool is_whole);

    const csv_settings& settings_;
    visitor visit_;
    reject_visitor reject_;
    std::optional<csv_columns> columns_{};
    std::string held_{};
    std::size_t line_ = 1;
    std::size_t single_until_ = 0; // up to this line, a row is a line: they were read before
};

} // namespace command_line

#endif
