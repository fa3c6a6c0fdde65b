// telnyx-errors, the command line: the columns of a row, one per payload and recipient. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_ROWS_ROW_HPP
#define TELNYX_ERRORS_COMMAND_LINE_ROWS_ROW_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/instant.hpp>

namespace command_line {

/// The columns, in the order of every output, with what they are: everything that writes, stores or documents rows follows this
/// table. New ones are appended.
#define TELNYX_ERRORS_COLUMNS(COLUMN)                                                                                              \
    COLUMN(input, word, name)                                                                                                      \
    COLUMN(line, integer, row)                                                                                                     \
    COLUMN(kind, word, shape)                                                                                                      \
    COLUMN(phase, word, shape)                                                                                                     \
    COLUMN(channel, word, shape)                                                                                                   \
    COLUMN(event_id, text, row)                                                                                                    \
    COLUMN(event_type, text, shape)                                                                                                \
    COLUMN(occurred_at, integer, row)                                                                                              \
    COLUMN(completed_at, integer, row)                                                                                             \
    COLUMN(message_id, text, row)                                                                                                  \
    COLUMN(recipient_index, integer, row)                                                                                          \
    COLUMN(recipient, text, row)                                                                                                   \
    COLUMN(recipient_key, text, row)                                                                                               \
    COLUMN(sender, text, name)                                                                                                     \
    COLUMN(profile, text, row)                                                                                                     \
    COLUMN(campaign, text, name)                                                                                                   \
    COLUMN(carrier, text, name)                                                                                                    \
    COLUMN(http_status, integer, shape)                                                                                            \
    COLUMN(direction, word, shape)                                                                                                 \
    COLUMN(outcome, word, shape)                                                                                                   \
    COLUMN(code, text, shape)                                                                                                      \
    COLUMN(codes, text, shape)                                                                                                     \
    COLUMN(step, word, shape)                                                                                                      \
    COLUMN(reason, word, shape)                                                                                                    \
    COLUMN(scope, word, shape)                                                                                                     \
    COLUMN(toward, word, shape)                                                                                                    \
    COLUMN(remedy, word, shape)                                                                                                    \
    COLUMN(wait, word, shape)                                                                                                      \
    COLUMN(consent, word, shape)                                                                                                   \
    COLUMN(not_before, integer, row)                                                                                               \
    COLUMN(strictness, integer, shape)                                                                                             \
    COLUMN(known, integer, shape)                                                                                                  \
    COLUMN(problem, word, shape)                                                                                                   \
    COLUMN(sender_key, text, row)                                                                                                  \
    COLUMN(recipients, integer, shape)                                                                                             \
    COLUMN(receipt, word, shape)                                                                                                   \
    COLUMN(payload_outcome, word, shape)                                                                                           \
    COLUMN(payload_step, word, shape)                                                                                              \
    COLUMN(payload_consent, word, shape)                                                                                           \
    COLUMN(cost, text, name)                                                                                                       \
    COLUMN(currency, text, name)

/// A column.
enum class column : std::uint8_t {
#define TELNYX_ERRORS_COLUMN(name, type, place) name,
    TELNYX_ERRORS_COLUMNS(TELNYX_ERRORS_COLUMN)
#undef TELNYX_ERRORS_COLUMN
};

/// What the values of a column are.
enum class column_type : std::uint8_t {
    word,    ///< The name of an enumerator, or of the input: a string that outlives the row.
    text,    ///< A string of the payload; empty if it has none.
    integer, ///< A number; nothing if the payload has none. Times are Unix seconds.
};

/// Where the database has the values of a column, see triage/sql/schema.sql.
enum class column_place : std::uint8_t {
    row,   ///< In the row.
    name,  ///< In the row, as the number of a name.
    shape, ///< In what many rows have in common.
};

/// What a column is.
struct column_info {
    std::string_view name;
    column_type type;
    column_place place;
};

/// All columns.
inline constexpr column_info columns_of_rows[] = {
#define TELNYX_ERRORS_COLUMN(name, type, place) {#name, column_type::type, column_place::place},
    TELNYX_ERRORS_COLUMNS(TELNYX_ERRORS_COLUMN)
#undef TELNYX_ERRORS_COLUMN
#undef TELNYX_ERRORS_COLUMNS
};
inline constexpr std::size_t column_count = sizeof(columns_of_rows) / sizeof(columns_of_rows[0]);

/// The value of a column: a string, or a number, which may be absent.
struct value {
    constexpr value() noexcept = default;
    constexpr value(std::string_view string) noexcept : text(string) {}                   // NOLINT(google-explicit-constructor)
    constexpr value(std::int64_t integer) noexcept : number(integer), has_number(true) {} // NOLINT(google-explicit-constructor)
    constexpr value(telnyx::errors::instant time) noexcept                                // NOLINT(google-explicit-constructor)
        : number(time.known() ? time.unix_seconds() : 0), has_number(time.known()) {}

    std::string_view text{};
    std::int64_t number = 0;
    bool has_number = false;
};

/// One row: a payload, and one of its recipients if it has any. Its strings are borrowed.
class row {
public:
    [[nodiscard]] constexpr value& operator[](column which) noexcept { return values_[static_cast<std::size_t>(which)]; }
    [[nodiscard]] constexpr const value& operator[](column which) const noexcept {
        return values_[static_cast<std::size_t>(which)];
    }

    /// Whether it is the first row of its payload.
    [[nodiscard]] constexpr bool is_first() const noexcept { return (*this)[column::recipient_index].number == 0; }

private:
    std::array<value, column_count> values_{};
};

} // namespace command_line

#endif
