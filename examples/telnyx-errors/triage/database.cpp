// telnyx-errors, the command line: SQLite. SPDX-License-Identifier: MIT
#include "triage/database.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <sqlite3.h>
#include <telnyx/errors/limits.hpp>

#include "failure.hpp"
#include "triage/embedded.hpp"

namespace command_line {
namespace {

constexpr std::int64_t application_id = 1417176434;
constexpr std::int64_t schema_version = 2;

// Little enough for the limit of memory of the documents, and enough to sort a million events.
constexpr std::string_view settings = "PRAGMA cache_size = -6000; PRAGMA temp_store = FILE; PRAGMA mmap_size = 0;"
                                      "PRAGMA cell_size_check = ON; PRAGMA threads = 2;";

// The length of a value or a row at most. A payload has at most half of that.
constexpr int most_bytes = 2 * static_cast<int>(telnyx::errors::limits::body_bytes);

// The first words of a database file.
constexpr std::string_view magic{"SQLite format 3\0", 16};

// The schema of this version, or of an earlier one, which lacks the lines that say so.
std::string schema_of(std::int64_t version) {
    constexpr std::string_view mark = "-- since version ";
    std::string result;
    for (std::string_view rest = embedded::schema; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix((std::min)(rest.size(), line.size() + 1));
        const std::size_t found = line.find(mark);
        if (found == std::string_view::npos || std::stoll(std::string{line.substr(found + mark.size())}) <= version) {
            result.append(line).append("\n");
        }
    }
    return result;
}

// The SQL functions: whether a string, or what has this hash, may be there twice.
void may_repeat(sqlite3_context* call, int /*count*/, sqlite3_value** arguments) {
    const auto& added = *static_cast<const repetitions*>(sqlite3_user_data(call));
    const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0])); // NOLINT: as SQLite says
    sqlite3_result_int(call, added.may_have(hash_of({text, static_cast<std::size_t>(sqlite3_value_bytes(arguments[0]))})) ? 1 : 0);
}
void hash_may_repeat(sqlite3_context* call, int /*count*/, sqlite3_value** arguments) {
    const auto& added = *static_cast<const repetitions*>(sqlite3_user_data(call));
    sqlite3_result_int(call, added.may_have(sqlite3_value_int64(arguments[0])) ? 1 : 0);
}

} // namespace

void database::closer::operator()(sqlite3* connection) const noexcept { sqlite3_close_v2(connection); }
void statement::finalizer::operator()(sqlite3_stmt* prepared) const noexcept { sqlite3_finalize(prepared); }

database::database(const std::string& name, int flags) : name_(name) {
    sqlite3* connection = nullptr;
    const int result = sqlite3_open_v2(name.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    connection_.reset(connection);
    if (result != SQLITE_OK) {
        fail();
    }
    guard();
    run(settings);
    constexpr int kind = SQLITE_UTF8 | SQLITE_DIRECTONLY;
    sqlite3_create_function(connection, "event_may_repeat", 1, kind, &events(), may_repeat, nullptr, nullptr);
    sqlite3_create_function(connection, "message_may_repeat", 1, kind, &messages(), hash_may_repeat, nullptr, nullptr);
    sqlite3_busy_timeout(connection, 2000);
}

void database::fail() const {
    const std::string quoted = name_.empty() ? "the temporary database" : "'" + name_ + "'";
    switch (sqlite3_errcode(connection_.get())) {
    case SQLITE_NOTADB: throw failure(quoted + " is not a database of telnyx-errors");
    case SQLITE_CORRUPT: throw failure(quoted + " is damaged: " + sqlite3_errmsg(connection_.get()));
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw failure(quoted + " is in use by another program");
    case SQLITE_READONLY: throw failure(quoted + " is read-only");
    case SQLITE_CANTOPEN: throw failure("cannot open " + quoted + " or a file beside it");
    case SQLITE_TOOBIG: throw failure(quoted + " has a value that is too large");
    case SQLITE_FULL:
    case SQLITE_IOERR: throw failure("cannot write to " + quoted + ": " + sqlite3_errmsg(connection_.get()));
    default: throw failure("cannot use " + quoted + ": " + sqlite3_errmsg(connection_.get()));
    }
}

// What SQLite recommends for files from elsewhere.
void database::guard() {
    sqlite3* const connection = connection_.get();
    constexpr int switches[][2] = {{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                   {SQLITE_DBCONFIG_DEFENSIVE, 1},
                                   {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                   {SQLITE_DBCONFIG_DQS_DDL, 0},
                                   {SQLITE_DBCONFIG_DQS_DML, 0}};
    for (const auto& [which, is_on] : switches) {
        sqlite3_db_config(connection, which, is_on, nullptr); // NOLINT(cppcoreguidelines-pro-type-vararg)
    }
    constexpr int limits[][2] = {{SQLITE_LIMIT_ATTACHED, 0},        {SQLITE_LIMIT_SQL_LENGTH, 100000},
                                 {SQLITE_LIMIT_LENGTH, most_bytes}, {SQLITE_LIMIT_COLUMN, 100},
                                 {SQLITE_LIMIT_EXPR_DEPTH, 100},    {SQLITE_LIMIT_VDBE_OP, 25000},
                                 {SQLITE_LIMIT_TRIGGER_DEPTH, 1},   {SQLITE_LIMIT_COMPOUND_SELECT, 5}};
    for (const auto& [which, most] : limits) {
        sqlite3_limit(connection, which, most);
    }
}

void database::run(std::string_view sql) {
    if (sqlite3_exec(connection_.get(), std::string{sql}.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        fail();
    }
}

statement database::prepare(std::string_view sql) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &prepared,
                           nullptr) != SQLITE_OK) {
        fail();
    }
    return {prepared, *this};
}

std::int64_t database::number(std::string_view sql) {
    statement query = prepare(sql);
    return query.step() ? query.integer(0) : 0;
}

// All that the schema consists of. Indexes and statistics, which may be added, cannot change a result.
std::string database::schema() {
    std::string result;
    statement query =
        prepare("SELECT type, name, sql FROM sqlite_schema WHERE type <> 'index' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                " ORDER BY type, name");
    while (query.step()) {
        for (const int column : {0, 1, 2}) {
            result.append(query.text(column)).append("\n");
        }
    }
    return result;
}

void database::create(std::int64_t version) {
    run(schema_of(version));
    is_new_ = true;
}

// Makes the tables and views that are not those of this version again. Version 1 has no costs. Leaves "tally" empty: only who adds
// rows needs it.
void database::upgrade() {
    run("DROP VIEW payload_count; DROP VIEW payload; DROP VIEW row; ALTER TABLE stored_row RENAME TO earlier;");
    database current = temporary();
    statement made =
        current.prepare("SELECT sql FROM sqlite_schema WHERE name IN ('stored_row', 'tally', 'payload_cost') OR type = 'view'"
                        " ORDER BY rowid");
    while (made.step()) {
        run(made.text(0));
    }
    std::string columns = "id, shape, message_hash";
    for (const column_info& each : columns_of_rows) {
        if (each.place != column_place::shape && each.name != "cost" && each.name != "currency") {
            columns.append(", ").append(each.name);
        }
    }
    run("INSERT INTO name SELECT coalesce(max(id), 0) + 1, '' FROM name;"
        "INSERT INTO stored_row (" +
        columns + ", cost, currency) SELECT " + columns + ", none, none FROM earlier, (SELECT max(id) AS none FROM name);" +
        "DROP TABLE earlier; PRAGMA user_version = " + std::to_string(schema_version));
}

database database::upgraded_copy() {
    database result{"", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE};
    result.run("PRAGMA synchronous = OFF");
    sqlite3_backup* const copying = sqlite3_backup_init(result.connection_.get(), "main", connection_.get(), "main");
    const int copied = copying == nullptr ? SQLITE_ERROR : sqlite3_backup_step(copying, -1);
    sqlite3_backup_finish(copying);
    if (copied != SQLITE_DONE) {
        result.fail();
    }
    result.run("PRAGMA locking_mode = EXCLUSIVE; BEGIN;");
    result.upgrade();
    result.is_new_ = false;
    return result;
}

void database::check() {
    const std::string quoted = "'" + name_ + "'";
    is_new_ = number("SELECT count(*) FROM sqlite_schema") == 0; // the first access to the file
    if (is_new_) {
        return;
    }
    if (number("PRAGMA application_id") != application_id) {
        throw failure(quoted + " is not a database of telnyx-errors");
    }
    const std::int64_t version = number("PRAGMA user_version");
    if (version > schema_version) {
        throw failure(quoted + " was written by a newer version of telnyx-errors: its schema is version " +
                      std::to_string(version) + ", and this program reads up to " + std::to_string(schema_version));
    }
    is_old_ = version < schema_version;
    database expected{"", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE};
    expected.create(version);
    if (schema() != expected.schema()) {
        throw failure(quoted + " has a schema that telnyx-errors did not make");
    }
    statement query = prepare("PRAGMA quick_check(1)");
    if (!query.step() || query.text(0) != "ok") {
        throw failure(quoted + " is damaged: " + std::string{query.text(0)});
    }
}

database database::temporary() {
    database result{"", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE};
    result.run(
        "PRAGMA synchronous = OFF; PRAGMA page_size = 8192; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cell_size_check = OFF; BEGIN;");
    result.create(schema_version);
    return result;
}

database database::changed(const std::string& name) {
    database result{name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE};
    result.run("PRAGMA page_size = 8192; BEGIN IMMEDIATE;"); // a run that ends early leaves the file as it was
    result.check();
    if (result.is_new_) {
        result.create(schema_version);
    } else if (result.is_old_) {
        result.upgrade();
        result.run("CREATE TEMP TABLE listed AS SELECT id, 1 AS payloads FROM payload"); // all of them
        result.run(embedded::tally);
    }
    return result;
}

database database::read(const std::string& name) {
    database result{name, SQLITE_OPEN_READWRITE}; // to undo what a run that was killed left; read-only if the file is
    result.check();
    if (result.is_new_) {
        throw failure("'" + name + "' is empty");
    }
    if (result.is_old_) {
        result = result.upgraded_copy();
    }
    result.only_read();
    return result;
}

bool database::is_one(const std::string& name) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(name, ignored)) { // what is read from a pipe is gone
        return false;
    }
    std::ifstream file{name, std::ios::binary};
    char first[magic.size()]{};
    return file.read(first, sizeof(first)) && std::string_view{first, sizeof(first)} == magic;
}

void database::only_read() { run("PRAGMA query_only = ON"); }

void statement::check(int result) const {
    if (result != SQLITE_OK) {
        source_.fail();
    }
}

void statement::bind(int place, std::string_view text) {
    check(sqlite3_bind_text(prepared_.get(), place, text.data() == nullptr ? "" : text.data(), static_cast<int>(text.size()),
                            SQLITE_STATIC));
}
void statement::bind(int place, std::int64_t number) { check(sqlite3_bind_int64(prepared_.get(), place, number)); }
void statement::bind_null(int place) { check(sqlite3_bind_null(prepared_.get(), place)); }
void statement::bind(int place, const value& bound, column_type type) {
    if (type != column_type::integer) {
        bind(place, bound.text);
    } else if (bound.has_number) {
        bind(place, bound.number);
    } else {
        bind_null(place);
    }
}

bool statement::step() {
    const int result = sqlite3_step(prepared_.get());
    if (result == SQLITE_ROW) {
        return true;
    }
    if (result != SQLITE_DONE) {
        source_.fail();
    }
    sqlite3_reset(prepared_.get());
    return false;
}

bool statement::is_null(int column) const { return sqlite3_column_type(prepared_.get(), column) == SQLITE_NULL; }
std::int64_t statement::integer(int column) const { return sqlite3_column_int64(prepared_.get(), column); }
std::string_view statement::text(int column) const {
    const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(prepared_.get(), column)); // NOLINT: as SQLite says
    return text == nullptr ? std::string_view{}
                           : std::string_view{text, static_cast<std::size_t>(sqlite3_column_bytes(prepared_.get(), column))};
}

} // namespace command_line
