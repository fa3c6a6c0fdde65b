// The tables, and the changes from one version of them to the next. SPDX-License-Identifier: MIT
#include "database.hpp"

namespace service {

namespace {

// Each element brings the tables to the next version. Never change one: append. README.md explains the columns.
const char* const migrations[] = {R"sql(
CREATE TABLE settings(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE messages(
    id TEXT PRIMARY KEY, sender TEXT NOT NULL, recipient TEXT NOT NULL, text TEXT NOT NULL, profile TEXT NOT NULL,
    state TEXT NOT NULL, due_ms INTEGER NOT NULL, lease INTEGER, attempt INTEGER NOT NULL DEFAULT 0,
    accepted INTEGER NOT NULL DEFAULT 0, released INTEGER NOT NULL DEFAULT 0, created_ms INTEGER NOT NULL,
    first_ms INTEGER NOT NULL DEFAULT 0, carrier TEXT NOT NULL DEFAULT '', decision TEXT NOT NULL DEFAULT '',
    receipt TEXT NOT NULL DEFAULT 'no');
CREATE INDEX messages_due ON messages(due_ms) WHERE lease IS NULL AND state IN ('queued', 'held', 'paused');
CREATE INDEX messages_lookup ON messages(due_ms) WHERE lease IS NULL AND state IN ('unknown', 'accepted');
CREATE INDEX messages_state ON messages(state);
CREATE INDEX messages_leased ON messages(lease) WHERE lease IS NOT NULL;
CREATE TABLE attempts(
    id TEXT NOT NULL REFERENCES messages(id), attempt INTEGER NOT NULL, started_ms INTEGER NOT NULL, started_wall_ms INTEGER NOT NULL,
    message_id TEXT NOT NULL DEFAULT '', c0 INTEGER, c1 INTEGER, c2 INTEGER, c3 INTEGER, c4 INTEGER, c5 INTEGER, c6 INTEGER, c7 INTEGER,
    PRIMARY KEY(id, attempt)) WITHOUT ROWID;
CREATE INDEX attempts_message_id ON attempts(message_id) WHERE message_id <> '';
CREATE TABLE events(
    event_id TEXT PRIMARY KEY, own_id TEXT NOT NULL, attempt INTEGER NOT NULL, message_id TEXT NOT NULL, body TEXT NOT NULL,
    received_ms INTEGER NOT NULL, due_ms INTEGER);
CREATE INDEX events_due ON events(due_ms) WHERE due_ms IS NOT NULL;
CREATE TABLE consents(
    profile TEXT NOT NULL, recipient TEXT NOT NULL, opted_out INTEGER NOT NULL, at_ns INTEGER NOT NULL,
    PRIMARY KEY(recipient, profile)) WITHOUT ROWID;
CREATE TABLE pauses(
    scope TEXT, scope_key TEXT, sender TEXT, toward TEXT, toward_key TEXT, channel TEXT, actor TEXT, reason TEXT, remedy TEXT,
    ends_by_success INTEGER, until INTEGER, began INTEGER, governing_code INTEGER,
    PRIMARY KEY(scope, scope_key, sender, toward, toward_key, channel)) WITHOUT ROWID;
)sql"};

} // namespace

void database::migrate() {
    run("BEGIN IMMEDIATE");
    constexpr std::int64_t newest = sizeof(migrations) / sizeof(migrations[0]);
    const std::int64_t version = number("PRAGMA user_version");
    if (version > newest) {
        throw database_error{"the database is of a newer version of this service"};
    }
    for (std::int64_t each = version; each != newest; ++each) {
        char* message = nullptr;
        if (sqlite3_exec(connection_, migrations[each], nullptr, nullptr, &message) != SQLITE_OK) {
            const std::string why = message != nullptr ? message : "out of memory";
            sqlite3_free(message);
            throw database_error{"cannot create the tables: " + why};
        }
    }
    run("PRAGMA user_version = " + std::to_string(newest));
    run("COMMIT");
}

} // namespace service
