// telnyx-errors, the command line: the columns and the rows of CSV exports. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_CSV_ROWS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_CSV_ROWS_HPP

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace command_line {

/// How to read CSV.
struct csv_settings {
    /// Names of columns by what they contain: "status", "Final state". They come before the known names.
    std::map<std::string, std::string> columns{};
    /// Whether the last column has text with quotes that are not doubled, as in exports with message bodies.
    bool broken_last_column = false;
};

/// What `csv_settings::columns` may name, separated by commas.
[[nodiscard]] std::string csv_column_names();
/// Whether `csv_settings::columns` may name this.
[[nodiscard]] bool is_csv_column(std::string_view name);

/// The columns of a CSV file: turns its rows into detail records.
class csv_columns {
public:
    /// Finds the columns by their names, without regard to case, spaces and punctuation.
    csv_columns(std::vector<std::string> header, char separator, const csv_settings& settings);

    /// Whether there are columns that say what became of a message.
    [[nodiscard]] bool say_enough() const;
    /// How much of what a record contains is in known columns.
    [[nodiscard]] std::size_t known() const { return known_; }
    /// A column that `csv_settings::columns` names and that is missing; empty if there is none.
    [[nodiscard]] const std::string& missing() const { return missing_; }
    [[nodiscard]] char separator() const { return separator_; }
    /// The number of columns.
    [[nodiscard]] std::size_t size() const { return header_.size(); }
    /// Which column is used for what: "id = 'Unique Mdr ID', status = 'Status_v2' or 'Status'".
    [[nodiscard]] std::string in_words() const;

    /// Whether a row repeats the names of the columns, as where files were concatenated.
    [[nodiscard]] bool are_repeated_in(const std::vector<std::string>& row) const { return row == header_; }
    /// The detail record in a row, as JSON. The row has as many fields as there are columns.
    [[nodiscard]] std::string record_of(const std::vector<std::string>& row) const;

private:
    std::vector<std::string> header_;
    char separator_;
    std::vector<std::pair<const char*, std::size_t>> used_{}; // the member, and one of its columns
    std::size_t known_ = 0;
    std::string missing_{};
};

/// Splits CSV (RFC 4180; separated by commas, semicolons or tabs) into rows, and turns each into a detail record. A row with a
/// wrong number of fields is rejected, and so is one whose quotes do not fit together: its first line is, and reading continues
/// with the next line, so that an open quote costs one row. Nothing in a rejected line is searched for payloads: message bodies
/// come from anyone. A row that repeats the header is skipped. Where the header ends with a carriage return alone, so do all lines.
/// Memory: one row at a time, up to 1 MiB.
class csv_rows {
public:
    /// Receives the record in a row, as JSON, and the line on which the row starts.
    using visitor = std::function<void(std::string_view record, std::size_t line)>;
    /// Receives a rejected line, and why it was rejected.
    using reject_visitor = std::function<void(std::string_view text, std::size_t line, const std::string& why)>;

    csv_rows(const csv_settings& settings, visitor visit, reject_visitor reject)
        : settings_(settings), visit_(std::move(visit)), reject_(std::move(reject)) {}

    /// The size of the first line, without its line break: a line feed, or in text without one a carriage return, as old
    /// spreadsheets write it. Nothing if its end is still to come. \param is_end  nothing follows the text
    [[nodiscard]] static std::optional<std::size_t> first_line_size(std::string_view text, bool is_end);
    /// The columns that the first line of an input names, if it is the header of an export of detail records.
    [[nodiscard]] static std::optional<csv_columns> columns_of(std::string_view first_line, const csv_settings& settings);

    /// Reads the next bytes.
    void feed(std::string_view bytes);
    /// Ends the input.
    void finish();

private:
    void read_rows(bool is_end);
    void replace_returns(bool is_end);
    std::size_t read_row(std::string_view text, std::string_view line, bool is_whole);

    const csv_settings& settings_;
    visitor visit_;
    reject_visitor reject_;
    std::optional<csv_columns> columns_{};
    std::string held_{};
    bool ends_with_returns_ = false; // lines do
    std::size_t line_ = 1;
    std::size_t single_until_ = 0; // up to this line, a row is a line: they were read before
};

} // namespace command_line

#endif
