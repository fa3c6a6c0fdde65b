// SQLite: connections, statements, and one writer. SPDX-License-Identifier: MIT
#ifndef SERVICE_DATABASE_HPP
#define SERVICE_DATABASE_HPP

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
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

#include <sqlite3.h>

namespace service {

/// What SQLite says.
class database_error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The rows of a statement. Ends it when it is destroyed.
class rows {
public:
    rows(sqlite3_stmt* statement, sqlite3* connection) : statement_(statement), connection_(connection) {}
    rows(const rows&) = delete;
    rows& operator=(const rows&) = delete;
    ~rows();

    /// Goes to the next row. \return whether there is one. \throws database_error
    bool next();
    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] int size() const { return sqlite3_column_count(statement_); }

private:
    sqlite3_stmt* statement_;
    sqlite3* connection_;
};

/// A connection, with its statements. For one thread at a time.
class database {
public:
    /// Opens the file, or creates it, and brings its tables to this version. WAL and synchronous=FULL are set, and read back.
    /// \throws database_error
    explicit database(const std::string& path);
    database(const database&) = delete;
    database& operator=(const database&) = delete;
    ~database();

    /// Runs a statement with its parameters: integers and strings. Statements are prepared once. \throws database_error
    template <class... Values>
    rows query(std::string_view sql, const Values&... values) {
        sqlite3_stmt* const statement = prepare(sql);
        [[maybe_unused]] int place = 0;
        (bind(statement, ++place, values), ...);
        return rows{statement, connection_};
    }
    /// Runs a statement to its end. \return how many rows it changed. \throws database_error
    template <class... Values>
    int run(std::string_view sql, const Values&... values) {
        rows result = query(sql, values...);
        while (result.next()) {
        }
        return sqlite3_changes(connection_);
    }
    /// The first column of the first row; 0 if there is none.
    template <class... Values>
    std::int64_t number(std::string_view sql, const Values&... values) {
        rows result = query(sql, values...);
        return result.next() ? result.integer(0) : 0;
    }

private:
    [[nodiscard]] sqlite3_stmt* prepare(std::string_view sql);
    template <class Value>
    void bind(sqlite3_stmt* statement, int place, const Value& value) {
        if constexpr (std::is_integral_v<Value>) {
            sqlite3_bind_int64(statement, place, static_cast<std::int64_t>(value));
        } else {
            const std::string_view text{value};
            const char* const first = text.empty() ? "" : text.data(); // a null pointer would be NULL
            sqlite3_bind_text(statement, place, first, static_cast<int>(text.size()), SQLITE_TRANSIENT);
        }
    }
    void migrate();

    sqlite3* connection_{nullptr};
    std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

/// A change that was not made in time.
class too_busy : public std::runtime_error {
public:
    too_busy() : std::runtime_error{"the database is busy"} {}
};

/// The only thread that changes the database. Changes that wait together are committed together, so that one fsync serves many.
class writer {
public:
    explicit writer(database& file);
    writer(const writer&) = delete;
    writer& operator=(const writer&) = delete;
    ~writer();

    /// Makes a change in a transaction and returns its result when it is durable.
    /// \param change    called with the database. It must own what it uses: it may run after this function gave up waiting.
    /// \param patience  how long to wait. \throws too_busy after that time, and what `change` throws: then it changed nothing
    template <class Change>
    auto run(Change change, std::chrono::milliseconds patience = std::chrono::seconds{60}) {
        using result = std::invoke_result_t<Change&, database&>;
        if constexpr (std::is_void_v<result>) {
            wait_for(std::make_shared<pending>(std::move(change)), patience);
        } else {
            auto value = std::make_shared<std::optional<result>>();
            wait_for(
                std::make_shared<pending>([value, change = std::move(change)](database& file) mutable { *value = change(file); }),
                patience);
            return std::move(**value);
        }
    }

private:
    struct pending {
        template <class Change>
        explicit pending(Change wanted) : change(std::move(wanted)) {}
        std::function<void(database&)> change;
        std::exception_ptr failure;
        bool done = false;
    };

    void wait_for(const std::shared_ptr<pending>& change, std::chrono::milliseconds patience);
    void work();
    void commit(const std::deque<std::shared_ptr<pending>>& batch);

    database& file_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::condition_variable committed_;
    std::deque<std::shared_ptr<pending>> waiting_;
    bool stopping_{false};
    std::thread thread_;
};

} // namespace service

#endif
