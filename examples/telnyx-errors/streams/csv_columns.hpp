// telnyx-errors, the command line: the columns of CSV exports. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_CSV_COLUMNS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_CSV_COLUMNS_HPP

#include <cstddef>
#include <map>
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

    /// The detail record in a row, as JSON. The row has as many fields as there are columns.
    [[nodiscard]] std::string record_of(const std::vector<std::string>& row) const;

private:
    std::vector<std::string> header_;
    char separator_;
    std::vector<std::pair<const char*, std::size_t>> used_{}; // the member, and one of its columns
    std::size_t known_ = 0;
    std::string missing_{};
};

} // namespace command_line

#endif
