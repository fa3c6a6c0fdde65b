-- What all payloads together say about each message to each recipient that some payload asks to resend. The strictest payload
-- decides, with the latest time. All rows about a message must be in "marked".
CREATE TABLE messages AS
WITH note AS ( -- level: how little a decision permits: 0 retry, 1 hold, 2 fix_first, 3 nothing
    SELECT id, message_key, recipient_key, strictness, strictness >> 39 AS level, code, wait, not_before, is_copy,
           CASE WHEN recipients > 1 THEN 1 ELSE 0 END AS has_several,
           CASE WHEN recipients = 0 AND (kind <> 'api_error' OR step = 'none') THEN 1 ELSE 0 END AS needs_id
      FROM marked
     WHERE is_reject = 0 AND direction <> 'inbound' AND (step <> 'none' OR outcome = 'delivered')
),
share AS (
    SELECT DISTINCT message_key, recipient_key FROM note WHERE message_key <> ''
),
-- A row without a recipient is about all recipients of the message.
about AS (
    SELECT s.message_key AS message, s.recipient_key AS recipient, n.*,
           CASE WHEN n.recipient_key = s.recipient_key THEN 1 ELSE 0 END AS is_own
      FROM share s
      JOIN note n ON n.message_key = s.message_key AND n.recipient_key IN (s.recipient_key, '')
     WHERE s.recipient_key <> ''
        OR NOT EXISTS (SELECT 1 FROM share o WHERE o.message_key = s.message_key AND o.recipient_key <> '')
),
ordered AS (
    SELECT a.*, row_number() OVER (PARTITION BY message, recipient ORDER BY strictness DESC, code || ' ' || wait DESC) AS place
      FROM about a
),
message AS (
    SELECT message, recipient,
           coalesce(min(CASE WHEN level < 2 AND is_own = 1 THEN id END), min(CASE WHEN level < 2 THEN id END),
                    min(CASE WHEN is_own = 1 THEN id END)) AS id,
           max(CASE place WHEN 1 THEN level END) AS level, max(CASE place WHEN 1 THEN code END) AS code,
           max(CASE place WHEN 1 THEN wait END) AS wait, max(not_before) AS not_before,
           max(CASE WHEN level < 2 THEN 1 ELSE 0 END) AS is_wanted, max(has_several) AS has_several
      FROM ordered
     GROUP BY message, recipient
),
number_of AS (SELECT message_key, count(*) AS recipients FROM share WHERE recipient_key <> '' GROUP BY message_key),
decided AS (
    SELECT m.id, m.recipient, m.level, m.code, m.wait, m.not_before, m.is_wanted,
           CASE WHEN coalesce(n.recipients, 0) > 1 THEN 1 ELSE m.has_several END AS has_several
      FROM message m
      LEFT JOIN number_of n ON n.message_key = m.message
    UNION ALL
    -- requests without an identifier
    SELECT id, recipient_key, level, code, wait, not_before, CASE WHEN level < 2 THEN 1 ELSE 0 END, has_several
      FROM note WHERE message_key = '' AND level < 3 AND needs_id = 0 AND is_copy = 0
)
SELECT d.id, d.recipient AS recipient_key,
       CASE d.level WHEN 0 THEN 'retry' WHEN 1 THEN 'hold' WHEN 2 THEN 'fix_first' ELSE '' END AS step,
       d.code, d.wait, d.not_before, d.has_several, m.message_id, m.recipient, m.sender, m.profile,
       coalesce(m.completed_at, m.occurred_at) AS failed_at
  FROM decided d
  JOIN marked m ON m.id = d.id
 WHERE d.level < 3 OR d.is_wanted = 1;
