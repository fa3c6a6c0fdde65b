// telnyx-errors, the command line: stores rows in a database. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_STORE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_STORE_HPP

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "rows/row.hpp"
#include "triage/database.hpp"

namespace command_line {

/// Stores rows, in their order. What many of them have in common is stored once, with a number. Memory is bounded: numbers are
/// forgotten when they are many, and stored again under another number.
class row_store {
public:
    /// \param target  borrowed; in a transaction
    /// \param now     the time at which the inputs are read
    row_store(database& target, std::int64_t now);

    /// Adds a row. The rows of a payload must follow each other.
    void add(const row& added);
    /// Adds the rows of another database. \throws failure, also if the other database contradicts itself
    void merge(const std::string& name);
    /// Completes the database: must be called once, after all rows were added.
    void finish();

private:
    enum class role : std::int64_t { sender, campaign, carrier, cost, hour, unknown_hour };
    struct shape_count {
        std::int64_t id;
        std::int64_t rows;
        std::int64_t counted_as; // the shape of "tally"; 0 for rejects, and if it is not that of first rows
        bool fails;              // whether the payload needs action
        bool recipient_fails;
    };
    struct payload_count { // see "tally"
        std::int64_t payloads;
        std::int64_t failing;
        std::int64_t last; // the payload that counted last
        std::int64_t last_failing;
    };

    std::int64_t input_of(std::string_view name);
    std::int64_t name_of(std::string_view name);
    const shape_count& shape_of(const row& added);
    std::int64_t counted_as(const row& added, bool fails);
    void count(const row& added, const shape_count& shape);
    void count(role counted, std::int64_t value, std::int64_t currency, bool fails);
    void store_codes(std::string_view codes);
    void store_counts();
    void store_tallies();

    database& target_;
    std::int64_t now_;
    bool is_merging_ = false; // the words of rows come from another database
    std::int64_t last_row_ = 0;
    std::int64_t last_input_ = 0;
    std::int64_t last_name_ = 0;
    std::int64_t last_shape_ = 0;
    std::string current_input_{}; // the input of the last row, and its number
    std::int64_t current_now_ = 0;
    std::int64_t last_used_input_ = 0;
    std::int64_t payload_ = 0; // of the last row: the number of its first one, and the shape that it is counted as
    std::int64_t payload_shape_ = 0;
    std::array<std::int64_t, column_count> numbers_{}; // of the names of the last row
    statement insert_row_;
    statement insert_input_;
    statement insert_name_;
    statement insert_code_;
    statement insert_shape_;
    std::string key_{};
    std::unordered_map<std::string, std::int64_t> inputs_{};
    std::unordered_map<std::string, std::int64_t> names_{};
    std::unordered_map<std::string, shape_count> shapes_{};
    std::unordered_map<std::string, std::int64_t> counted_shapes_{}; // by direction and codes
    std::map<std::array<std::int64_t, 4>, payload_count> tallies_{}; // by role, shape, value and currency
};

} // namespace command_line

#endif
