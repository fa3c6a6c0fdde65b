-- Derives from all rows what they say together, after copies.sql and tally.sql. The program runs them after it added rows.
DELETE FROM opt_out;
DELETE FROM fate;
DELETE FROM failures_by_name;
DELETE FROM failures_by_code_and_name;
DELETE FROM failures_by_hour;
DELETE FROM payload_cost;
DELETE FROM example;
DELETE FROM reject;

-- What shapes say about the fate of a message: the strictness, the code that decides and the wait, as a text in this order. The two
-- highest bits of the strictness are how little the decision permits: 0 retry, 1 hold, 2 fix_first, 3 nothing.
CREATE TEMP TABLE verdict (shape INTEGER PRIMARY KEY, rank INTEGER, said TEXT, has_several INTEGER, needs_id INTEGER);
INSERT INTO verdict
SELECT id, strictness >> 39, printf('%014d %s %s', strictness, code, wait), recipients > 1,
       recipients = 0 AND (kind <> 'api_error' OR step = 'none')
  FROM main.shape
 WHERE kind NOT IN ('not_json', 'unrecognised') AND direction <> 'inbound' AND (step <> 'none' OR outcome = 'delivered');

-- A few messages of each code. Nearly all codes have them in the first rows.
CREATE TEMP TABLE failing AS SELECT shape, code FROM main.shape_code;
CREATE INDEX temp.code_of_failing ON failing (shape, code);
INSERT INTO example
SELECT code, id, message_id
  FROM (SELECT *, row_number() OVER (PARTITION BY code ORDER BY id) AS place
          FROM (SELECT f.code AS code, r.id AS id, r.message_id AS message_id
                  FROM main.stored_row r
                 CROSS JOIN failing f ON f.shape = r.shape
                 WHERE r.message_id <> '' AND r.id NOT IN (SELECT id FROM main.copy)
                 ORDER BY r.id
                 LIMIT 4000))
 WHERE place <= 3;
DELETE FROM failing WHERE code IN (SELECT code FROM example GROUP BY code HAVING count(*) = 3);

-- The rows that are rejects, say something about consent, allow to resend the message in some way, or have a code that needs more
-- messages: few of all.
CREATE TEMP TABLE mark (shape INTEGER PRIMARY KEY, is_reject INTEGER, has_consent INTEGER, is_open INTEGER, has_example INTEGER);
INSERT INTO mark
SELECT * FROM (SELECT s.id, s.kind IN ('not_json', 'unrecognised') AS is_reject,
                      s.payload_consent <> 'unchanged' OR s.consent <> 'unchanged' AS has_consent,
                      coalesce(v.rank < 3, 0) AS is_open, s.id IN (SELECT shape FROM failing) AS has_example
                 FROM main.shape s
                 LEFT JOIN verdict v ON v.shape = s.id)
 WHERE is_reject OR has_consent OR is_open OR has_example;
CREATE TEMP TABLE notable (id INTEGER PRIMARY KEY, shape INTEGER, is_copy INTEGER, is_reject INTEGER, has_consent INTEGER,
                           is_open INTEGER, has_example INTEGER);
INSERT INTO notable
SELECT r.id, r.shape, r.id - coalesce(r.recipient_index, 0) IN (SELECT id FROM main.copy), m.is_reject, m.has_consent, m.is_open,
       m.has_example
  FROM main.stored_row r
 CROSS JOIN mark m ON m.shape = r.shape;
DROP TABLE mark;
INSERT INTO reject SELECT id FROM notable WHERE is_reject;
INSERT OR IGNORE INTO example
SELECT code, id, message_id
  FROM (SELECT f.code AS code, r.id AS id, r.message_id AS message_id,
               row_number() OVER (PARTITION BY f.code ORDER BY r.id) AS place
          FROM notable o
         CROSS JOIN main.stored_row r ON r.id = o.id
         CROSS JOIN failing f ON f.shape = r.shape
         WHERE o.has_example AND NOT o.is_copy AND r.message_id <> '')
 WHERE place <= 3;
DROP TABLE failing;

-- Who and what fails, with which codes, and when.
INSERT INTO failures_by_name
SELECT role, n.name, sum(failing), sum(payloads)
  FROM tally t
  JOIN main.name n ON n.id = t.value
 WHERE role IN ('sender', 'campaign', 'carrier') AND n.name <> ''
 GROUP BY role, n.name
HAVING sum(failing) > 0;
INSERT INTO failures_by_code_and_name
SELECT role, n.name, c.code, sum(failing)
  FROM tally t
  JOIN main.name n ON n.id = t.value
  JOIN main.shape_code c ON c.shape = t.shape
 WHERE role IN ('sender', 'campaign', 'carrier') AND n.name <> '' AND failing <> 0
 GROUP BY role, n.name, c.code
HAVING sum(failing) > 0;
INSERT INTO failures_by_hour
SELECT value * 3600, c.code, sum(failing)
  FROM tally t
  JOIN main.shape_code c ON c.shape = t.shape
 WHERE role = 'hour'
 GROUP BY value, c.code
HAVING sum(failing) > 0;
INSERT INTO payload_cost
SELECT currency, amount, direction,
       CASE WHEN amount NOT GLOB '*[^0-9.]*' AND instr(amount, char(0)) = 0 AND amount GLOB '[0-9]*' AND amount NOT GLOB '*.'
                 AND part NOT GLOB '*.*' AND length(whole) <= 9
            THEN CAST(whole AS INTEGER) * 1000000 + CAST(substr(part || '000000', 1, 6) AS INTEGER) + (substr(part, 7, 1) >= '5')
       END, payloads
  FROM (SELECT *, substr(amount, 1, instr(amount || '.', '.') - 1) AS whole, substr(amount, instr(amount || '.', '.') + 1) AS part
          FROM (SELECT upper(u.name) AS currency, p.name AS amount, direction, sum(payloads) AS payloads
                  FROM tally t
                  JOIN main.shape s ON s.id = t.shape
                  JOIN main.name p ON p.id = t.value
                  JOIN main.name u ON u.id = t.currency
                 WHERE t.role = 'cost' AND p.name <> ''
                 GROUP BY 1, 2, 3
                HAVING sum(payloads) > 0));

-- What payloads say about the consent of a person: of a recipient, or of the person who wrote. It is about a list: the messaging
-- profile, or else the sender. A time in the future says nothing.
CREATE TEMP TABLE statement (id INTEGER PRIMARY KEY, is_copy INTEGER, consent TEXT, person TEXT, person_key TEXT, sender TEXT,
                             sender_key TEXT, profile TEXT, code TEXT, time INTEGER);
INSERT INTO statement
SELECT r.id, o.is_copy,
       CASE s.direction WHEN 'inbound' THEN s.payload_consent ELSE s.consent END,
       CASE s.direction WHEN 'inbound' THEN n.name ELSE r.recipient END,
       CASE s.direction WHEN 'inbound' THEN r.sender_key ELSE r.recipient_key END,
       CASE WHEN s.direction <> 'inbound' THEN n.name WHEN s.recipients = 1 THEN r.recipient ELSE '' END,
       CASE WHEN s.direction <> 'inbound' THEN r.sender_key WHEN s.recipients = 1 THEN r.recipient_key ELSE '' END,
       r.profile,
       CASE s.direction WHEN 'inbound' THEN 'keyword' ELSE s.code END,
       CASE WHEN coalesce(r.occurred_at, r.completed_at) <= i.now THEN coalesce(r.occurred_at, r.completed_at) END
  FROM notable o
 CROSS JOIN main.shape s ON s.id = o.shape
 CROSS JOIN main.stored_row r ON r.id = o.id
  JOIN main.name n ON n.id = r.sender
  JOIN main.input i ON i.id = r.input
 WHERE o.has_consent AND NOT o.is_reject
   AND (s.direction = 'inbound' AND s.is_first = 1 AND s.payload_consent <> 'unchanged'
        OR s.direction <> 'inbound' AND s.consent IN ('maybe_opted_out', 'opted_out'));
-- A payload of which no recipient is said to have opted out, although the payload says that one did.
INSERT INTO statement
SELECT r.id, o.is_copy, s.payload_consent, '', '', n.name, r.sender_key, r.profile, s.code, NULL
  FROM notable o
 CROSS JOIN main.shape s ON s.id = o.shape
 CROSS JOIN main.stored_row r ON r.id = o.id
  JOIN main.name n ON n.id = r.sender
 WHERE o.has_consent AND NOT o.is_reject
   AND s.direction <> 'inbound' AND s.is_first = 1 AND s.recipients > 1 AND s.payload_consent IN ('maybe_opted_out', 'opted_out')
   AND NOT EXISTS (SELECT 1 FROM statement t WHERE t.id BETWEEN o.id AND o.id + s.recipients - 1);

-- An opt-in lifts the opt-outs of its profile, and those of its sender that name no profile. That of a copy without a time says
-- nothing about when.
CREATE TEMP TABLE opt_in (person_key TEXT, list TEXT, time INTEGER, id INTEGER);
INSERT INTO opt_in
SELECT person_key, 'profile ' || lower(profile), time, id FROM statement
 WHERE consent = 'opted_in' AND person_key <> '' AND profile <> '' AND NOT (is_copy AND time IS NULL)
UNION ALL
SELECT person_key, 'sender ' || sender_key, time, id FROM statement
 WHERE consent = 'opted_in' AND person_key <> '' AND sender_key <> '' AND NOT (is_copy AND time IS NULL);
CREATE INDEX temp.opt_in_of_person ON opt_in (person_key, list);

-- Of two statements the later one is that with the later time; if one of them has no time, that in the later row.
INSERT INTO opt_out
SELECT id, person, person_key, sender, profile, code, consent
  FROM (SELECT *, row_number() OVER (PARTITION BY person_key, list ORDER BY consent = 'maybe_opted_out', id) AS place
          FROM (SELECT *, CASE WHEN profile <> '' THEN 'profile ' || lower(profile)
                               WHEN sender_key <> '' THEN 'sender ' || sender_key
                               ELSE '' END AS list
                  FROM statement WHERE consent IN ('maybe_opted_out', 'opted_out') AND person_key <> '') o
         WHERE NOT EXISTS (SELECT 1 FROM opt_in i
                            WHERE i.person_key = o.person_key AND i.list = o.list
                              AND CASE WHEN o.time IS NULL OR i.time IS NULL THEN i.id > o.id
                                       ELSE (i.time, i.id) > (o.time, o.id) END))
 WHERE place = 1;
INSERT INTO opt_out
SELECT id, person, person_key, sender, profile, code, consent
  FROM statement WHERE consent IN ('maybe_opted_out', 'opted_out') AND person_key = '' AND NOT is_copy;
DROP TABLE opt_in;
DROP TABLE statement;

-- What is said about the messages that some payload asks to resend. A statement without a recipient is about all of them.
CREATE TEMP TABLE note (id INTEGER, hash INTEGER, message TEXT COLLATE NOCASE, recipient TEXT, rank INTEGER, said TEXT,
                        not_before INTEGER, has_several INTEGER);
INSERT INTO note
SELECT r.id, r.message_hash, r.message_id, r.recipient_key, v.rank, v.said, r.not_before, v.has_several
  FROM notable o
 CROSS JOIN verdict v ON v.shape = o.shape
 CROSS JOIN main.stored_row r ON r.id = o.id
 WHERE o.is_open AND (r.message_id <> '' OR NOT v.needs_id AND NOT o.is_copy);
DROP TABLE notable;
CREATE TEMP TABLE wanted (hash INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO wanted SELECT hash FROM note WHERE message <> '';
INSERT INTO note
SELECT r.id, r.message_hash, r.message_id, r.recipient_key, v.rank, v.said, r.not_before, v.has_several
  FROM main.stored_row r
 CROSS JOIN verdict v ON v.shape = r.shape
 WHERE message_may_repeat(r.message_hash) AND v.rank = 3 AND r.message_hash IN (SELECT hash FROM wanted) AND r.message_id <> '';
DROP TABLE wanted;

-- The notes about one message and recipient together: the strictest one decides, with the latest time.
CREATE TEMP TABLE share (hash INTEGER, message TEXT COLLATE NOCASE, recipient TEXT, said TEXT, not_before INTEGER,
                         is_wanted INTEGER, has_several INTEGER, wanted_by INTEGER, first INTEGER,
                         PRIMARY KEY (hash, message, recipient)) WITHOUT ROWID;
INSERT INTO share
SELECT hash, message, recipient, max(said) AS said, max(not_before) AS not_before, max(rank < 2) AS is_wanted,
       max(has_several) AS has_several, min(CASE WHEN rank < 2 THEN id END) AS wanted_by, min(id) AS first
  FROM note
 WHERE message <> ''
 GROUP BY hash, message, recipient;

CREATE TEMP TABLE joined AS
SELECT coalesce(s.wanted_by, a.wanted_by, s.first) AS id, s.recipient AS recipient, max(s.said, coalesce(a.said, '')) AS said,
       max(coalesce(s.not_before, a.not_before), coalesce(a.not_before, s.not_before)) AS not_before,
       max(s.is_wanted, coalesce(a.is_wanted, 0)) AS is_wanted,
       max(s.has_several, coalesce(a.has_several, 0),
           s.recipient <> '' AND EXISTS (SELECT 1 FROM share o
                                          WHERE o.hash = s.hash AND o.message = s.message
                                            AND o.recipient NOT IN ('', s.recipient))) AS has_several
  FROM share s
  LEFT JOIN share a ON a.hash = s.hash AND a.message = s.message AND a.recipient = '' AND s.recipient <> ''
 WHERE s.recipient <> ''
    OR NOT EXISTS (SELECT 1 FROM share o WHERE o.hash = s.hash AND o.message = s.message AND o.recipient <> '')
UNION ALL
SELECT id, recipient, said, not_before, rank < 2, has_several FROM note WHERE message = '';

INSERT INTO fate
SELECT id, recipient,
       CASE WHEN rank = 3 THEN 'contradicted'
            WHEN recipient <> '' AND recipient IN (SELECT person_key FROM main.opt_out) THEN 'withheld'
            ELSE 'resend' END,
       CASE rank WHEN 0 THEN 'retry' WHEN 1 THEN 'hold' WHEN 2 THEN 'fix_first' ELSE '' END,
       substr(rest, instr(rest, ' ') + 1), substr(rest, 1, instr(rest, ' ') - 1), not_before, has_several
  FROM (SELECT *, CAST(substr(said, 1, 14) AS INTEGER) >> 39 AS rank, substr(said, 16) AS rest FROM joined)
 WHERE rank < 3 OR is_wanted;
DROP TABLE joined;
DROP TABLE share;
DROP TABLE note;
DROP TABLE verdict;
