// telnyx-errors, the command line: SQLite. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_DATABASE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_DATABASE_HPP

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "rows/row.hpp"
#include "triage/repetitions.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace command_line {

class statement;

/// A database of rows, see sql/schema.sql. Every member throws `failure` with one line that names the file and says what is wrong.
///
/// A database that exists comes from elsewhere: it is opened with the guards that SQLite recommends for untrusted files, and
/// refused if it is damaged, or if its schema is not exactly that of its version.
class database {
public:
    /// A new database without a name, which is gone when it is closed.
    [[nodiscard]] static database temporary();
    /// The database of a file, to be changed by one transaction. Creates the file if there is none, or if it is empty, and gives an
    /// older one the schema of this version.
    [[nodiscard]] static database changed(const std::string& name);
    /// The database of a file, to be read. Of an older one it is a copy with the schema of this version.
    [[nodiscard]] static database read(const std::string& name);
    /// Whether a file begins like a database.
    [[nodiscard]] static bool is_one(const std::string& name);

    /// Whether it has rows of an earlier run.
    [[nodiscard]] bool is_new() const noexcept { return is_new_; }
    /// Runs statements without results.
    void run(std::string_view sql);
    /// Prepares a statement.
    [[nodiscard]] statement prepare(std::string_view sql);
    /// From now on, nothing can be changed.
    void only_read();
    [[noreturn]] void fail() const;
    /// What the SQL functions "event_may_repeat", of the event of a payload, and "message_may_repeat", of the hash of the message
    /// of a row, know.
    [[nodiscard]] repetitions& events() noexcept { return repeated_[0]; }
    [[nodiscard]] repetitions& messages() noexcept { return repeated_[1]; }

private:
    struct closer {
        void operator()(sqlite3* connection) const noexcept;
    };

    database(const std::string& name, int flags);
    void guard();
    void check();
    void create(std::int64_t version);
    void upgrade();
    [[nodiscard]] database upgraded_copy();
    [[nodiscard]] std::int64_t number(std::string_view sql);
    [[nodiscard]] std::string schema();

    std::string name_;                                                             // empty: temporary
    std::unique_ptr<repetitions[]> repeated_ = std::make_unique<repetitions[]>(2); // NOLINT(cppcoreguidelines-avoid-c-arrays)
    std::unique_ptr<sqlite3, closer> connection_{};
    bool is_new_ = true;
    bool is_old_ = false; // of an earlier version
};

/// A prepared statement. Places are counted from 1, columns from 0.
class statement {
public:
    statement(sqlite3_stmt* prepared, const database& source) : prepared_(prepared), source_(source) {}

    /// Binds a string, which must be valid until the next step, or a number or NULL.
    void bind(int place, std::string_view text);
    void bind(int place, std::int64_t number);
    void bind_null(int place);
    void bind(int place, const value& bound, column_type type);
    /// \returns whether there is a row; otherwise it can be run again
    bool step();

    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    /// Valid until the next step.
    [[nodiscard]] std::string_view text(int column) const;

private:
    struct finalizer {
        void operator()(sqlite3_stmt* prepared) const noexcept;
    };
    void check(int result) const;

    std::unique_ptr<sqlite3_stmt, finalizer> prepared_;
    const database& source_;
};

} // namespace command_line

#endif
