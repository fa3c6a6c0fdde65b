-- The database of triage. docs/database.md describes it. A change of it raises user_version, and tests/program/databases keeps a
-- file of each version. The schema of an earlier version is this one without the lines that end with a later version.
PRAGMA application_id = 1417176434;
PRAGMA user_version = 2;

-- The inputs, each with the time at which it was read: the decisions depend on it.
CREATE TABLE input (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    now INTEGER NOT NULL
) STRICT;

-- Senders, campaigns, carriers, costs and currencies. A name may have several numbers.
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

-- What many rows have in common. A shape may have several numbers. "row_count" is how many rows have this one.
CREATE TABLE shape (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    phase TEXT NOT NULL,
    channel TEXT NOT NULL,
    event_type TEXT NOT NULL,
    http_status INTEGER,
    direction TEXT NOT NULL,
    outcome TEXT NOT NULL,
    code TEXT NOT NULL,
    codes TEXT NOT NULL,
    step TEXT NOT NULL,
    reason TEXT NOT NULL,
    scope TEXT NOT NULL,
    toward TEXT NOT NULL,
    remedy TEXT NOT NULL,
    wait TEXT NOT NULL,
    consent TEXT NOT NULL,
    strictness INTEGER NOT NULL,
    known INTEGER,
    problem TEXT NOT NULL,
    recipients INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    payload_outcome TEXT NOT NULL,
    payload_step TEXT NOT NULL,
    payload_consent TEXT NOT NULL,
    is_first INTEGER NOT NULL, -- whether such rows are the first ones of their payloads
    row_count INTEGER NOT NULL
) STRICT;

-- The codes of each shape that is the first row of a payload that needs action, each once; empty for a failure without a code.
CREATE TABLE shape_code (
    shape INTEGER NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (shape, code)
) STRICT, WITHOUT ROWID;

-- The rows, in the order of the inputs. The rows of one payload have consecutive numbers.
CREATE TABLE stored_row (
    id INTEGER PRIMARY KEY,
    shape INTEGER NOT NULL,
    message_hash INTEGER NOT NULL, -- of the message_id, without regard to case: to find candidates fast
    line INTEGER,
    recipient_index INTEGER,
    occurred_at INTEGER,
    completed_at INTEGER,
    not_before INTEGER,
    input INTEGER NOT NULL,
    sender INTEGER NOT NULL,
    campaign INTEGER NOT NULL,
    carrier INTEGER NOT NULL,
    cost INTEGER NOT NULL, -- since version 2
    currency INTEGER NOT NULL, -- since version 2
    event_id TEXT NOT NULL,
    message_id TEXT NOT NULL COLLATE NOCASE,
    recipient_key TEXT NOT NULL,
    recipient TEXT NOT NULL,
    sender_key TEXT NOT NULL,
    profile TEXT NOT NULL
) STRICT;

-- How many payloads that count have the same sender, campaign, carrier, cost or hour, and the same direction and, if they need
-- action, codes. Several rows add up, and may be negative.
CREATE TABLE tally ( -- since version 2
    role TEXT NOT NULL, -- since version 2: sender, campaign, carrier, cost or hour
    shape INTEGER NOT NULL, -- since version 2: one of those with the same direction and codes
    value INTEGER, -- since version 2: the number of the name, or the hours since 1970; NULL for payloads without a time
    currency INTEGER NOT NULL, -- since version 2: of a cost; otherwise 0
    payloads INTEGER NOT NULL, -- since version 2
    failing INTEGER NOT NULL -- since version 2: those that need action, of carriers those in which a recipient failed
) STRICT; -- since version 2

-- What follows from all rows together; copies.sql and derive.sql fill these tables.

-- Payloads that are copies: a payload before them has the same event. "id" is that of the first row.
CREATE TABLE copy (
    id INTEGER PRIMARY KEY
) STRICT;

-- People who opted out, or may have: one row for each person and list (messaging profile, or else sender), and one for each payload
-- that does not name the person. "id" is the row that says so.
CREATE TABLE opt_out (
    id INTEGER PRIMARY KEY,
    person TEXT NOT NULL,     -- as written; empty if unknown
    person_key TEXT NOT NULL, -- see recipient_key; empty if unknown
    sender TEXT NOT NULL,     -- the number of the account
    profile TEXT NOT NULL,
    code TEXT NOT NULL,       -- 'keyword' if the person wrote it
    consent TEXT NOT NULL     -- opted_out or maybe_opted_out
) STRICT;

-- What becomes of each message to each recipient that some payload asks to resend. The strictest payload decides.
CREATE TABLE fate (
    id INTEGER NOT NULL,          -- the first row that asks to resend it automatically, or else the first one about it
    recipient_key TEXT NOT NULL,
    fate TEXT NOT NULL,           -- resend, withheld (the recipient opted out) or contradicted (by another payload)
    step TEXT NOT NULL,           -- retry, hold or fix_first; empty if contradicted
    wait TEXT NOT NULL,
    code TEXT NOT NULL,
    not_before INTEGER,
    has_several INTEGER NOT NULL, -- whether the message has several recipients
    PRIMARY KEY (id, recipient_key)
) STRICT, WITHOUT ROWID;

-- The senders, campaigns and carriers of the payloads that need action. A payload counts once for each of its names.
CREATE TABLE failures_by_name (
    role TEXT NOT NULL,           -- sender, campaign or carrier
    name TEXT NOT NULL,
    payloads INTEGER NOT NULL,
    all_payloads INTEGER NOT NULL, -- also those that need no action
    PRIMARY KEY (role, name)
) STRICT, WITHOUT ROWID;

-- The same for each of their codes; the code is empty for a failure without one.
CREATE TABLE failures_by_code_and_name (
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    payloads INTEGER NOT NULL,
    PRIMARY KEY (role, name, code)
) STRICT, WITHOUT ROWID;

-- The number of payloads that need action by hour and code, for time series.
CREATE TABLE failures_by_hour (
    hour INTEGER,                 -- its first second; NULL for payloads without a time
    code TEXT NOT NULL,
    payloads INTEGER NOT NULL
) STRICT;

-- What the payloads that count cost, by currency (in capitals) and amount, both empty where a payload does not say it. "millionths"
-- is the amount as an integer, rounded; NULL unless the amount is a plain decimal below a billion.
CREATE TABLE payload_cost ( -- since version 2
    currency TEXT NOT NULL, -- since version 2
    amount TEXT NOT NULL, -- since version 2
    direction TEXT NOT NULL, -- since version 2
    millionths INTEGER, -- since version 2
    payloads INTEGER NOT NULL, -- since version 2
    PRIMARY KEY (currency, amount, direction) -- since version 2
) STRICT, WITHOUT ROWID; -- since version 2

-- Up to three messages of each code. "id" is the row that says so.
CREATE TABLE example (
    code TEXT NOT NULL,
    id INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    PRIMARY KEY (code, id)
) STRICT, WITHOUT ROWID;

-- The rejected texts: invalid JSON and unknown payloads.
CREATE TABLE reject (
    id INTEGER PRIMARY KEY
) STRICT;

-- All columns of the rows, by name: the same as those of "classify --rows", and the number of the row and of its payload.
CREATE VIEW row AS
SELECT r.id AS id, r.id - coalesce(r.recipient_index, 0) AS payload,
       i.name AS input, r.line, s.kind, s.phase, s.channel, r.event_id, s.event_type, r.occurred_at, r.completed_at, r.message_id,
       r.recipient_index, r.recipient, r.recipient_key, f.name AS sender, r.profile, g.name AS campaign, c.name AS carrier,
       s.http_status, s.direction, s.outcome, s.code, s.codes, s.step, s.reason, s.scope, s.toward, s.remedy, s.wait, s.consent,
       r.not_before, s.strictness, s.known, s.problem, r.sender_key, s.recipients, s.receipt, s.payload_outcome, s.payload_step,
       s.payload_consent
     , p.name AS cost, u.name AS currency -- since version 2
  FROM stored_row r
  JOIN shape s ON s.id = r.shape
  JOIN input i ON i.id = r.input
  JOIN name f ON f.id = r.sender
  JOIN name g ON g.id = r.campaign
  JOIN name p ON p.id = r.cost -- since version 2
  JOIN name u ON u.id = r.currency -- since version 2
  JOIN name c ON c.id = r.carrier;

-- The payloads that count: one row each (the first), without copies.
CREATE VIEW payload AS
SELECT * FROM row WHERE coalesce(recipient_index, 0) = 0 AND id NOT IN (SELECT id FROM copy);

-- How many payloads that count have each shape.
CREATE VIEW payload_count AS
SELECT s.*, s.row_count - coalesce(d.copies, 0) AS payloads
  FROM shape s
  LEFT JOIN (SELECT r.shape AS shape, count(*) AS copies FROM copy JOIN stored_row r ON r.id = copy.id GROUP BY r.shape) d
    ON d.shape = s.id
 WHERE s.is_first = 1;
