-- Derives from all rows what they say together. The program runs it after it added rows.
DELETE FROM copy;
DELETE FROM opt_out;
DELETE FROM fate;
DELETE FROM failures_by_name;
DELETE FROM failures_by_code_and_name;
DELETE FROM failures_by_hour;
DELETE FROM payload_cost;
DELETE FROM example;
DELETE FROM reject;

-- Copies of events. Nearly all events that were delivered again have two payloads.
CREATE TEMP TABLE repeated AS
SELECT event_id, min(id) AS first, max(id) AS last, count(*) AS payloads
  FROM main.stored_row
 WHERE event_id <> '' AND coalesce(recipient_index, 0) = 0
 GROUP BY event_id
HAVING count(*) > 1;
INSERT INTO copy SELECT last FROM temp.repeated WHERE payloads = 2;
-- The rows of the other events are searched between the first and the last one, or all at once if that is less.
CREATE TEMP TABLE search AS
SELECT sum(last - first) > (SELECT max(id) FROM main.stored_row) AS is_long FROM temp.repeated WHERE payloads > 2;
INSERT INTO copy
SELECT r.id
  FROM (SELECT event_id AS event, first, last FROM temp.repeated WHERE payloads > 2) e
 CROSS JOIN main.stored_row r ON r.id > e.first AND r.id <= e.last
 WHERE (SELECT is_long FROM temp.search) = 0 AND r.event_id = e.event AND coalesce(r.recipient_index, 0) = 0;
INSERT INTO copy
SELECT r.id
  FROM main.stored_row r
 CROSS JOIN (SELECT event_id AS event, first FROM temp.repeated WHERE payloads > 2) e ON e.event = r.event_id
 WHERE (SELECT is_long FROM temp.search) = 1 AND r.id <> e.first AND coalesce(r.recipient_index, 0) = 0;
DROP TABLE temp.search;
DROP TABLE temp.repeated;

-- What shapes say about the fate of a message: the strictness, the code that decides and the wait, as a text in this order. The two
-- highest bits of the strictness are how little the decision permits: 0 retry, 1 hold, 2 fix_first, 3 nothing.
CREATE TEMP TABLE verdict (shape INTEGER PRIMARY KEY, rank INTEGER, said TEXT, has_several INTEGER, needs_id INTEGER);
INSERT INTO verdict
SELECT id, strictness >> 39, printf('%014d %s %s', strictness, code, wait), recipients > 1,
       recipients = 0 AND (kind <> 'api_error' OR step = 'none')
  FROM main.shape
 WHERE kind NOT IN ('not_json', 'unrecognised') AND direction <> 'inbound' AND (step <> 'none' OR outcome = 'delivered');

-- The rows that are more than a message on its way or delivered: few of all. "fails" is whether the payload needs action, on its
-- first row, "counts_carrier" whether the recipient fails (2 if other recipients may have the same carrier), "has_consent" whether
-- the payload says something about consent, and "is_open" whether the message may be resent in some way.
CREATE TEMP TABLE mark (shape INTEGER PRIMARY KEY, is_reject INTEGER, fails INTEGER, counts_carrier INTEGER, has_consent INTEGER,
                        is_open INTEGER);
INSERT INTO mark
SELECT s.id, s.kind IN ('not_json', 'unrecognised'), s.is_first = 1 AND s.payload_step <> 'none',
       CASE WHEN s.payload_step = 'none' OR s.step = 'none' THEN 0 WHEN s.recipients > 1 THEN 2 ELSE 1 END,
       s.payload_consent <> 'unchanged' OR s.consent <> 'unchanged', coalesce(v.rank < 3, 0)
  FROM main.shape s
  LEFT JOIN verdict v ON v.shape = s.id
 WHERE s.kind IN ('not_json', 'unrecognised') OR s.payload_step <> 'none' OR s.step <> 'none' OR s.payload_consent <> 'unchanged'
    OR s.consent <> 'unchanged';
CREATE TEMP TABLE notable (id INTEGER PRIMARY KEY, payload INTEGER, shape INTEGER, is_copy INTEGER, is_reject INTEGER,
                           fails INTEGER, counts_carrier INTEGER, has_consent INTEGER, is_open INTEGER, sender INTEGER,
                           campaign INTEGER, carrier INTEGER, hour INTEGER);
INSERT INTO notable
SELECT r.id, r.id - coalesce(r.recipient_index, 0), r.shape, r.id - coalesce(r.recipient_index, 0) IN (SELECT id FROM main.copy),
       m.is_reject, m.fails, m.counts_carrier, m.has_consent, m.is_open, r.sender, r.campaign, r.carrier,
       coalesce(r.occurred_at, r.completed_at) / 3600
  FROM main.stored_row r
 CROSS JOIN mark m ON m.shape = r.shape;
DROP TABLE mark;
INSERT INTO reject SELECT id FROM notable WHERE is_reject;

-- Who and what fails, with which codes.
CREATE TEMP TABLE failing AS
SELECT shape, sender, campaign, carrier, fails, counts_carrier, count(*) AS payloads, min(id) AS first, max(id) AS last
  FROM notable
 WHERE (fails OR counts_carrier = 1) AND NOT is_reject AND NOT is_copy
 GROUP BY shape, sender, campaign, carrier;
CREATE TEMP TABLE by_name AS
SELECT role, n.name AS name, shape, sum(payloads) AS payloads
  FROM (SELECT 'sender' AS role, sender AS name_id, shape, payloads FROM failing WHERE fails
        UNION ALL
        SELECT 'campaign', campaign, shape, payloads FROM failing WHERE fails
        UNION ALL
        SELECT 'carrier', carrier, shape, payloads FROM failing WHERE counts_carrier = 1)
  JOIN main.name n ON n.id = name_id
 WHERE n.name <> ''
 GROUP BY role, n.name, shape;
INSERT INTO by_name -- a carrier of several recipients counts once
SELECT 'carrier', name, r.shape, count(*)
  FROM (SELECT DISTINCT f.payload, n.name AS name
          FROM notable f
          JOIN main.name n ON n.id = f.carrier
         WHERE f.counts_carrier = 2 AND NOT f.is_reject AND NOT f.is_copy AND n.name <> '') g
  JOIN main.stored_row r ON r.id = g.payload
 GROUP BY name, r.shape;
INSERT INTO failures_by_name SELECT role, name, sum(payloads), 0 FROM by_name GROUP BY role, name;
INSERT INTO failures_by_code_and_name
SELECT b.role, b.name, c.code, sum(b.payloads)
  FROM by_name b
  JOIN main.shape_code c ON c.shape = b.shape
 GROUP BY b.role, b.name, c.code;
DROP TABLE by_name;

-- How many payloads that count have the same names and costs, whether they need action or not.
CREATE TEMP TABLE used AS
SELECT r.sender AS sender, r.campaign AS campaign, CASE WHEN s.recipients <= 1 THEN r.carrier END AS carrier, r.cost AS cost,
       r.currency AS currency, s.direction AS direction, count(*) AS payloads
  FROM main.stored_row r
 CROSS JOIN main.shape s ON s.id = r.shape
 WHERE s.is_first = 1 AND s.kind NOT IN ('not_json', 'unrecognised') AND r.id NOT IN (SELECT id FROM main.copy)
 GROUP BY 1, 2, 3, 4, 5, 6;
UPDATE failures_by_name
   SET all_payloads = u.payloads
  FROM (SELECT role, n.name AS name, sum(payloads) AS payloads
          FROM (SELECT 'sender' AS role, sender AS name_id, payloads FROM used
                UNION ALL
                SELECT 'campaign', campaign, payloads FROM used
                UNION ALL
                SELECT 'carrier', carrier, payloads FROM used
                UNION ALL
                SELECT 'carrier', min(n.id), count(DISTINCT r.id - r.recipient_index)
                  FROM main.stored_row r
                  JOIN main.shape s ON s.id = r.shape
                  JOIN main.name n ON n.id = r.carrier
                 WHERE s.recipients > 1 AND r.id - r.recipient_index NOT IN (SELECT id FROM main.copy)
                 GROUP BY n.name)
          JOIN main.name n ON n.id = name_id
         GROUP BY role, n.name) u
 WHERE u.role = failures_by_name.role AND u.name = failures_by_name.name;
INSERT INTO payload_cost
SELECT currency, amount, direction,
       CASE WHEN amount NOT GLOB '*[^0-9.]*' AND instr(amount, char(0)) = 0 AND amount GLOB '[0-9]*' AND amount NOT GLOB '*.'
                 AND part NOT GLOB '*.*' AND length(whole) <= 9
            THEN CAST(whole AS INTEGER) * 1000000 + CAST(substr(part || '000000', 1, 6) AS INTEGER) + (substr(part, 7, 1) >= '5')
       END, payloads
  FROM (SELECT *, substr(amount, 1, instr(amount || '.', '.') - 1) AS whole, substr(amount, instr(amount || '.', '.') + 1) AS part
          FROM (SELECT upper(u.name) AS currency, p.name AS amount, direction, sum(payloads) AS payloads
                  FROM used
                  JOIN main.name p ON p.id = used.cost
                  JOIN main.name u ON u.id = used.currency
                 WHERE p.name <> ''
                 GROUP BY 1, 2, 3));
DROP TABLE used;

-- When, and a few messages of each code.
INSERT INTO failures_by_hour
SELECT hour * 3600, c.code, sum(payloads)
  FROM (SELECT shape, hour, count(*) AS payloads FROM notable WHERE fails AND NOT is_reject AND NOT is_copy GROUP BY shape, hour) f
  JOIN main.shape_code c ON c.shape = f.shape
 GROUP BY hour, c.code;
INSERT INTO example
SELECT code, id, message
  FROM (SELECT f.code, r.id, r.message_id AS message, row_number() OVER (PARTITION BY f.code ORDER BY r.id) AS place
          FROM (SELECT c.code, f.first AS id FROM failing f JOIN main.shape_code c ON c.shape = f.shape
                UNION
                SELECT c.code, f.last FROM failing f JOIN main.shape_code c ON c.shape = f.shape) f
          JOIN main.stored_row r ON r.id = f.id
         WHERE r.message_id <> '')
 WHERE place <= 3;
DROP TABLE failing;

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
 WHERE v.rank = 3 AND r.message_hash IN (SELECT hash FROM wanted) AND r.message_id <> '';
DROP TABLE wanted;

-- The notes about one message and recipient together: the strictest one decides, with the latest time.
CREATE TEMP TABLE share (message TEXT COLLATE NOCASE, recipient TEXT, said TEXT, not_before INTEGER, is_wanted INTEGER,
                         has_several INTEGER, wanted_by INTEGER, first INTEGER);
INSERT INTO share
SELECT message, recipient, max(said) AS said, max(not_before) AS not_before, max(rank < 2) AS is_wanted,
       max(has_several) AS has_several, min(CASE WHEN rank < 2 THEN id END) AS wanted_by, min(id) AS first
  FROM note
 WHERE message <> ''
 GROUP BY message, recipient;
CREATE INDEX temp.share_of_message ON share (message);

CREATE TEMP TABLE joined AS
SELECT coalesce(s.wanted_by, a.wanted_by, s.first) AS id, s.recipient AS recipient, max(s.said, coalesce(a.said, '')) AS said,
       max(coalesce(s.not_before, a.not_before), coalesce(a.not_before, s.not_before)) AS not_before,
       max(s.is_wanted, coalesce(a.is_wanted, 0)) AS is_wanted,
       max(s.has_several, coalesce(a.has_several, 0),
           s.recipient <> '' AND EXISTS (SELECT 1 FROM share o
                                          WHERE o.message = s.message AND o.recipient NOT IN ('', s.recipient))) AS has_several
  FROM share s
  LEFT JOIN share a ON a.message = s.message AND a.recipient = '' AND s.recipient <> ''
 WHERE s.recipient <> '' OR NOT EXISTS (SELECT 1 FROM share o WHERE o.message = s.message AND o.recipient <> '')
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
