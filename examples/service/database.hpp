// SQLite: connections, statements, and one writer. SPDX-License-Identifier: MIT
#ifndef SERVICE_DATABASE_HPP
#define SERVICE_DATABASE_HPP

#include <algorithm>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <sqlite3.h>

#include "clock.hpp"

namespace service {

/// The tables of version 1. README.md explains the columns.
inline constexpr const char* schema = R"sql(
PRAGMA user_version = 1;
CREATE TABLE settings(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE messages(
    id TEXT PRIMARY KEY, sender TEXT NOT NULL, recipient TEXT NOT NULL, text TEXT NOT NULL, profile TEXT NOT NULL,
    content TEXT NOT NULL, carrier TEXT NOT NULL DEFAULT '' COLLATE NOCASE, state TEXT NOT NULL, due_ms INTEGER NOT NULL,
    lease INTEGER, attempt INTEGER NOT NULL DEFAULT 0, released INTEGER NOT NULL DEFAULT 0, first_ms INTEGER NOT NULL DEFAULT 0,
    decision TEXT NOT NULL DEFAULT 'null', receipt TEXT NOT NULL DEFAULT 'no');
CREATE INDEX messages_to_send ON messages(due_ms) WHERE lease IS NULL AND state IN ('queued', 'held', 'paused', 'verified');
CREATE INDEX messages_to_look_up ON messages(due_ms) WHERE lease IS NULL AND state IN ('unknown', 'accepted', 'verifying');
CREATE INDEX messages_state ON messages(state);
CREATE INDEX messages_leased ON messages(lease) WHERE lease IS NOT NULL;
CREATE TABLE attempts(
    id TEXT NOT NULL REFERENCES messages(id), attempt INTEGER NOT NULL, started_ms INTEGER NOT NULL,
    started_wall_ms INTEGER NOT NULL, message_id TEXT NOT NULL DEFAULT '',
    progress INTEGER NOT NULL DEFAULT 0, ending INTEGER NOT NULL DEFAULT 0, consent INTEGER NOT NULL DEFAULT 0,
    failure INTEGER NOT NULL DEFAULT 0, other_failure INTEGER NOT NULL DEFAULT 0, failed_at INTEGER NOT NULL DEFAULT 0,
    wait_end INTEGER NOT NULL DEFAULT 0, not_found_after INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY(id, attempt)) WITHOUT ROWID;
CREATE INDEX attempts_message_id ON attempts(message_id);
CREATE TABLE events(
    event_id TEXT PRIMARY KEY, own_id TEXT NOT NULL, attempt INTEGER NOT NULL, message_id TEXT NOT NULL, body TEXT NOT NULL,
    received_ms INTEGER NOT NULL, due_ms INTEGER);
CREATE INDEX events_due ON events(due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX events_judged ON events(received_ms) WHERE due_ms IS NULL;
CREATE TABLE consents(
    profile TEXT NOT NULL, recipient TEXT NOT NULL, opted_out INTEGER NOT NULL, at_ns INTEGER NOT NULL,
    PRIMARY KEY(recipient, profile)) WITHOUT ROWID;
CREATE TABLE pauses(
    pause TEXT PRIMARY KEY, scope_key TEXT NOT NULL, toward_key TEXT NOT NULL COLLATE NOCASE, until INTEGER NOT NULL);
CREATE INDEX pauses_keys ON pauses(scope_key, toward_key);
CREATE INDEX pauses_until ON pauses(until);
)sql";

/// What version 2 changed.
inline constexpr const char* schema_2 = R"sql(
PRAGMA user_version = 2;
ALTER TABLE attempts ADD COLUMN started_boot_ms INTEGER NOT NULL DEFAULT 0;
CREATE INDEX events_parked ON events(message_id) WHERE due_ms IS NOT NULL;
-- Ids of profiles are in lower case. Of two rows of a recipient the later statement counts.
INSERT INTO consents SELECT lower(profile), recipient, opted_out, at_ns FROM consents WHERE profile <> lower(profile)
    ON CONFLICT DO UPDATE SET opted_out = excluded.opted_out, at_ns = excluded.at_ns
    WHERE excluded.at_ns > at_ns OR (excluded.at_ns = at_ns AND excluded.opted_out > opted_out);
DELETE FROM consents WHERE profile <> lower(profile);
UPDATE OR IGNORE pauses SET pause = json_set(pause, '$.scope_key', lower(scope_key)), scope_key = lower(scope_key)
    WHERE CASE WHEN json_valid(pause) THEN json_extract(pause, '$.scope') = 'profile' END AND scope_key <> lower(scope_key);
UPDATE messages SET profile = lower(profile) WHERE profile <> lower(profile);
)sql";

/// Throws what SQLite says, unless its result is a success.
inline void check(int result, sqlite3* connection) {
    if (result != SQLITE_OK && result != SQLITE_ROW && result != SQLITE_DONE) {
        throw std::runtime_error{std::string{"database: "} + sqlite3_errmsg(connection)};
    }
}

/// The rows of a statement. Ends it when it is destroyed.
class rows {
public:
    explicit rows(sqlite3_stmt* statement) : statement_(statement) {}
    rows(const rows&) = delete;
    rows& operator=(const rows&) = delete;
    ~rows() {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }

    /// Goes to the next row. \return whether there is one
    bool next() {
        const int result = sqlite3_step(statement_);
        check(result, sqlite3_db_handle(statement_));
        column_ = 0;
        return result == SQLITE_ROW;
    }
    /// Reads the next columns of the row, in their order, into integers and strings.
    template <class... Values>
    void read(Values&... values) {
        (read_one(values), ...);
    }
    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] std::string text(int column) const {
        const auto* const first = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return first == nullptr ? std::string{}
                                : std::string(first, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
    }

private:
    void read_one(std::int64_t& value) { value = integer(column_++); }
    void read_one(std::string& value) { value = text(column_++); }

    sqlite3_stmt* statement_;
    int column_{0};
};

/// A connection, with its statements, which are prepared once. For one thread at a time. Everything throws std::runtime_error.
class database {
public:
    /// Opens the file, or creates it with its tables. WAL and synchronous=FULL are set, and read back.
    explicit database(const std::string& path) {
        sqlite3* opened = nullptr;
        const int result = sqlite3_open(path.c_str(), &opened);
        connection_.reset(opened);
        check(result, opened);
        sqlite3_busy_timeout(opened, 500); // less than a webhook may take
        run("PRAGMA foreign_keys = ON");
        run("PRAGMA synchronous = FULL");
        if (text("PRAGMA journal_mode = WAL") != "wal" || number("PRAGMA synchronous") != 2) {
            throw std::runtime_error{path + ": the database cannot be made durable: it must have the journal_mode wal"};
        }
        run("BEGIN IMMEDIATE");
        const std::int64_t version = number("PRAGMA user_version");
        if (version > 2) {
            throw std::runtime_error{"the database is of a newer version of this service"};
        }
        for (std::int64_t next = std::max(version, std::int64_t{0}); next < 2; ++next) {
            check(sqlite3_exec(opened, next < 1 ? schema : schema_2, nullptr, nullptr, nullptr), opened);
        }
        run("COMMIT");
    }

    /// Runs a statement with its parameters, integers and strings.
    template <class... Values>
    rows query(std::string_view sql, const Values&... values) {
        sqlite3_stmt* const prepared = prepare(sql);
        [[maybe_unused]] int place = 0;
        (bind(prepared, ++place, values), ...);
        return rows{prepared};
    }
    /// Runs a statement to its end. \return how many rows it changed
    template <class... Values>
    int run(std::string_view sql, const Values&... values) {
        for (rows result = query(sql, values...); result.next();) {
        }
        return sqlite3_changes(connection_.get());
    }
    /// The first column of the first row; 0 if there is none.
    template <class... Values>
    std::int64_t number(std::string_view sql, const Values&... values) {
        rows result = query(sql, values...);
        return result.next() ? result.integer(0) : 0;
    }
    /// The same; empty if there is none.
    template <class... Values>
    std::string text(std::string_view sql, const Values&... values) {
        rows result = query(sql, values...);
        return result.next() ? result.text(0) : std::string{};
    }

    /// Ends the transaction, if there is still one.
    void roll_back() { sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr); }

private:
    using statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

    sqlite3_stmt* prepare(std::string_view sql) {
        const auto found = statements_.find(sql);
        if (found != statements_.end()) {
            return found->second.get();
        }
        sqlite3_stmt* made = nullptr;
        sqlite3* const on = connection_.get();
        check(sqlite3_prepare_v2(on, sql.data(), static_cast<int>(sql.size()), &made, nullptr), on);
        return statements_.emplace(sql, statement{made, &sqlite3_finalize}).first->second.get();
    }
    static void bind(sqlite3_stmt* prepared, int place, std::int64_t value) { sqlite3_bind_int64(prepared, place, value); }
    static void bind(sqlite3_stmt* prepared, int place, std::string_view text) {
        const char* const first = text.empty() ? "" : text.data(); // a null pointer would be NULL
        sqlite3_bind_text(prepared, place, first, static_cast<int>(text.size()), SQLITE_TRANSIENT);
    }
    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> connection_{nullptr, &sqlite3_close};
    std::map<std::string, statement, std::less<>> statements_; // destroyed first
};

/// The only thread that changes the database. Changes that wait together are committed together, so that one fsync serves many.
class writer {
public:
    explicit writer(database& file) : file_(file), thread_([this] { work(); }) {}
    ~writer() {
        arrived_.ring(true);
        thread_.join();
    }

    /// Makes a change in a transaction and returns its result when it is durable.
    /// \param change    called with the database.
    /// \param patience  how long to wait; nothing: as long as it takes. After that time, what has begun may be committed all the
    /// same:
    ///                  so a claim is waited for, else what it leased would be lost until the next start. With patience the
    ///                  change must own what it uses. \throws std::runtime_error after that time, and what `change` throws: then it
    ///                  changed nothing
    template <class Change>
    auto run(Change change, std::optional<milliseconds> patience = {}) {
        auto result = std::make_shared<std::optional<std::invoke_result_t<Change&, database&>>>();
        const auto mine = std::make_shared<pending>();
        mine->change = [result, change = std::move(change)](database& file) mutable { result->emplace(change(file)); };
        std::future<void> committed = mine->committed.get_future();
        {
            constexpr std::size_t most_waiting = 4096; // so that memory is bounded
            const std::lock_guard<std::mutex> lock{mutex_};
            if (waiting_.size() >= most_waiting) {
                throw std::runtime_error{"too many changes wait for the database"};
            }
            waiting_.push_back(mine);
        }
        arrived_.ring();
        if (patience && committed.wait_for(*patience) != std::future_status::ready) {
            const std::lock_guard<std::mutex> lock{mutex_};
            waiting_.erase(std::remove(waiting_.begin(), waiting_.end(), mine), waiting_.end()); // if it has not begun
            throw std::runtime_error{"the database is busy"};
        }
        committed.get();
        return std::move(**result);
    }

private:
    struct pending {
        std::function<void(database&)> change;
        std::promise<void> committed;
    };
    using batch = std::vector<std::shared_ptr<pending>>;

    void work() {
        std::uint64_t heard = 0;
        for (bool goes_on = true; goes_on;) {
            goes_on = arrived_.sleep(milliseconds{30000}, heard);
            for (batch taken = take(); !taken.empty(); taken = take()) {
                commit(taken);
            }
        }
    }
    batch take() {
        constexpr std::size_t most_together = 64;
        const std::lock_guard<std::mutex> lock{mutex_};
        const auto last = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), most_together));
        const batch taken{waiting_.begin(), last};
        waiting_.erase(waiting_.begin(), last);
        return taken;
    }
    void commit(const batch& taken) {
        std::vector<std::exception_ptr> failures(taken.size());
        try {
            file_.run("BEGIN IMMEDIATE");
            for (std::size_t i = 0; i != taken.size(); ++i) {
                file_.run("SAVEPOINT change");
                try {
                    taken[i]->change(file_);
                } catch (...) {
                    failures[i] = std::current_exception();
                    file_.run("ROLLBACK TO change");
                }
                file_.run("RELEASE change");
            }
            file_.run("COMMIT");
        } catch (...) {
            std::fill(failures.begin(), failures.end(), std::current_exception());
            file_.roll_back();
        }
        for (std::size_t i = 0; i != taken.size(); ++i) {
            failures[i] ? taken[i]->committed.set_exception(failures[i]) : taken[i]->committed.set_value();
        }
    }

    database& file_;
    std::mutex mutex_;
    waker arrived_;
    std::deque<std::shared_ptr<pending>> waiting_;
    std::thread thread_; // last: it uses the others
};

} // namespace service

#endif
