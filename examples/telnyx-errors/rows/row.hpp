// telnyx-errors, the command line: the columns of a row, one per payload and recipient. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_ROWS_ROW_HPP
#define TELNYX_ERRORS_COMMAND_LINE_ROWS_ROW_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/instant.hpp>

namespace command_line {

/// The columns, in the order of every output. New ones are appended.
enum class column : std::uint8_t {
    input,
    line,
    kind,
    phase,
    channel,
    event_id,
    event_type,
    occurred_at,
    completed_at,
    message_id,
    recipient_index,
    recipient,
    recipient_key,
    sender,
    profile,
    campaign,
    carrier,
    http_status,
    direction,
    outcome,
    code,
    codes,
    step,
    reason,
    scope,
    toward,
    remedy,
    wait,
    consent,
    not_before,
    strictness,
    known,
    problem,
    sender_key,
    recipients,
    receipt,
    payload_outcome,
    payload_step,
    payload_consent,
    cost,
    currency,
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

/// A column.
struct column_info {
    std::string_view name;
    column_type type;
    column_place place;
};

/// All columns: everything that writes, stores or documents rows follows this table.
inline constexpr column_info columns_of_rows[] = {
    {"input", column_type::word, column_place::name},
    {"line", column_type::integer, column_place::row},
    {"kind", column_type::word, column_place::shape},
    {"phase", column_type::word, column_place::shape},
    {"channel", column_type::word, column_place::shape},
    {"event_id", column_type::text, column_place::row},
    {"event_type", column_type::text, column_place::shape},
    {"occurred_at", column_type::integer, column_place::row},
    {"completed_at", column_type::integer, column_place::row},
    {"message_id", column_type::text, column_place::row},
    {"recipient_index", column_type::integer, column_place::row},
    {"recipient", column_type::text, column_place::row},
    {"recipient_key", column_type::text, column_place::row},
    {"sender", column_type::text, column_place::name},
    {"profile", column_type::text, column_place::row},
    {"campaign", column_type::text, column_place::name},
    {"carrier", column_type::text, column_place::name},
    {"http_status", column_type::integer, column_place::shape},
    {"direction", column_type::word, column_place::shape},
    {"outcome", column_type::word, column_place::shape},
    {"code", column_type::text, column_place::shape},
    {"codes", column_type::text, column_place::shape},
    {"step", column_type::word, column_place::shape},
    {"reason", column_type::word, column_place::shape},
    {"scope", column_type::word, column_place::shape},
    {"toward", column_type::word, column_place::shape},
    {"remedy", column_type::word, column_place::shape},
    {"wait", column_type::word, column_place::shape},
    {"consent", column_type::word, column_place::shape},
    {"not_before", column_type::integer, column_place::row},
    {"strictness", column_type::integer, column_place::shape},
    {"known", column_type::integer, column_place::shape},
    {"problem", column_type::word, column_place::shape},
    {"sender_key", column_type::text, column_place::row},
    {"recipients", column_type::integer, column_place::shape},
    {"receipt", column_type::word, column_place::shape},
    {"payload_outcome", column_type::word, column_place::shape},
    {"payload_step", column_type::word, column_place::shape},
    {"payload_consent", column_type::word, column_place::shape},
    {"cost", column_type::text, column_place::name},
    {"currency", column_type::text, column_place::name},
};

inline constexpr std::size_t column_count = sizeof(columns_of_rows) / sizeof(columns_of_rows[0]);
static_assert(column_count == static_cast<std::size_t>(column::currency) + 1, "row.hpp: a column has no description");

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
