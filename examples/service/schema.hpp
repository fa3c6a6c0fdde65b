// The tables. README.md explains the columns. SPDX-License-Identifier: MIT
#ifndef SERVICE_SCHEMA_HPP
#define SERVICE_SCHEMA_HPP

namespace service {

/// Each element brings the tables to the next version. Never change one: append.
inline constexpr const char* migrations[] = {R"sql(
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
    id TEXT NOT NULL REFERENCES messages(id), attempt INTEGER NOT NULL, started_ms INTEGER NOT NULL, started_wall_ms INTEGER NOT NULL,
    message_id TEXT NOT NULL DEFAULT '', progress INTEGER NOT NULL DEFAULT 0, ending INTEGER NOT NULL DEFAULT 0,
    consent INTEGER NOT NULL DEFAULT 0, failure INTEGER NOT NULL DEFAULT 0, other_failure INTEGER NOT NULL DEFAULT 0,
    failed_at INTEGER NOT NULL DEFAULT 0, wait_end INTEGER NOT NULL DEFAULT 0, not_found_after INTEGER NOT NULL DEFAULT 0,
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
)sql"};

} // namespace service

#endif
