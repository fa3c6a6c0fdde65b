// SQLite: connections, statements, and one writer. SPDX-License-Identifier: MIT
#include "database.hpp"

#include <algorithm>

namespace service {

namespace {

[[noreturn]] void fail(sqlite3* connection) { throw database_error{"database: " + std::string{sqlite3_errmsg(connection)}}; }

} // namespace

rows::~rows() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

bool rows::next() {
    const int result = sqlite3_step(statement_);
    if (result != SQLITE_ROW && result != SQLITE_DONE) {
        fail(connection_);
    }
    return result == SQLITE_ROW;
}

std::string rows::text(int column) const {
    const unsigned char* const first = sqlite3_column_text(statement_, column);
    return first == nullptr ? std::string{}
                            : std::string(reinterpret_cast<const char*>(first),
                                          static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

database::database(const std::string& path) {
    if (sqlite3_open(path.c_str(), &connection_) != SQLITE_OK) {
        const std::string why = connection_ != nullptr ? sqlite3_errmsg(connection_) : "out of memory";
        sqlite3_close(connection_);
        throw database_error{"cannot open " + path + ": " + why};
    }
    try {
        sqlite3_busy_timeout(connection_, 500); // less than a webhook may take
        std::string mode;
        {
            rows wal = query("PRAGMA journal_mode = WAL");
            mode = wal.next() ? wal.text(0) : "";
        }
        run("PRAGMA synchronous = FULL");
        run("PRAGMA foreign_keys = ON");
        if (mode != "wal" || number("PRAGMA synchronous") != 2) {
            throw database_error{path + ": the database cannot be made durable: journal_mode is " + mode + ", and must be wal"};
        }
        migrate();
    } catch (...) {
        for (const auto& [sql, statement] : statements_) {
            sqlite3_finalize(statement);
        }
        sqlite3_close(connection_);
        throw;
    }
}

database::~database() {
    for (const auto& [sql, statement] : statements_) {
        sqlite3_finalize(statement);
    }
    sqlite3_close(connection_);
}

sqlite3_stmt* database::prepare(std::string_view sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) {
        return found->second;
    }
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
        SQLITE_OK) {
        fail(connection_);
    }
    statements_.emplace(sql, statement);
    return statement;
}

writer::writer(database& file) : file_(file), thread_([this] { work(); }) {}

writer::~writer() {
    {
        const std::lock_guard<std::mutex> lock{mutex_};
        stopping_ = true;
    }
    arrived_.notify_all();
    thread_.join();
}

void writer::wait_for(const std::shared_ptr<pending>& change, std::chrono::milliseconds patience) {
    std::unique_lock<std::mutex> lock{mutex_};
    constexpr std::size_t most_waiting = 4096; // so that memory is bounded
    if (waiting_.size() >= most_waiting) {
        throw too_busy{};
    }
    waiting_.push_back(change);
    arrived_.notify_one();
    if (!committed_.wait_for(lock, patience, [&] { return change->done; })) {
        waiting_.erase(std::remove(waiting_.begin(), waiting_.end(), change), waiting_.end()); // if it has not begun
        throw too_busy{};
    }
    if (change->failure) {
        std::rethrow_exception(change->failure);
    }
}

void writer::work() {
    constexpr std::size_t most_together = 64;
    std::unique_lock<std::mutex> lock{mutex_};
    for (;;) {
        arrived_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) {
            return;
        }
        std::deque<std::shared_ptr<pending>> batch;
        while (!waiting_.empty() && batch.size() != most_together) {
            batch.push_back(std::move(waiting_.front()));
            waiting_.pop_front();
        }
        lock.unlock();
        commit(batch);
        lock.lock();
        for (const auto& change : batch) {
            change->done = true;
        }
        committed_.notify_all();
    }
}

void writer::commit(const std::deque<std::shared_ptr<pending>>& batch) {
    try {
        file_.run("BEGIN IMMEDIATE");
        for (const auto& change : batch) {
            file_.run("SAVEPOINT change");
            try {
                change->change(file_);
            } catch (...) {
                change->failure = std::current_exception();
                file_.run("ROLLBACK TO change");
            }
            file_.run("RELEASE change");
        }
        file_.run("COMMIT");
    } catch (...) {
        try {
            file_.run("ROLLBACK");
        } catch (const database_error&) { // there was no transaction any more
        }
        for (const auto& change : batch) {
            change->failure = change->failure ? change->failure : std::current_exception();
        }
    }
}

} // namespace service
