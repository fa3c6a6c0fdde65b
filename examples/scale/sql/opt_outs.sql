-- The people who opted out, or may have: one row for each person and list, and one for each payload that does not name the person.
-- All statements about a person must be in "statements".
CREATE TABLE opt_outs AS
WITH listed AS (
    SELECT s.*,
           CASE WHEN profile <> '' THEN 'profile ' || profile_key
                WHEN sender_key <> '' THEN 'sender ' || sender_key ELSE '' END AS list
      FROM statements s
     WHERE person_key <> ''
),
-- An opt-in lifts the opt-outs of its profile, and those of its sender that name no profile. That of a copy without a time says
-- nothing about when.
opt_in AS (
    SELECT person_key, list, said_at, id FROM listed
     WHERE consent = 'opted_in' AND list <> '' AND NOT (is_copy = 1 AND said_at IS NULL)
    UNION ALL
    SELECT person_key, 'sender ' || sender_key, said_at, id FROM listed
     WHERE consent = 'opted_in' AND profile <> '' AND sender_key <> '' AND NOT (is_copy = 1 AND said_at IS NULL)
),
-- Of two statements the later one is that with the later time; if one of them has no time, that in the later row.
in_force AS (
    SELECT o.*,
           row_number() OVER (PARTITION BY person_key, list ORDER BY CASE consent WHEN 'opted_out' THEN 0 ELSE 1 END, id) AS place
      FROM listed o
     WHERE consent IN ('maybe_opted_out', 'opted_out')
       AND NOT EXISTS (SELECT 1 FROM opt_in i
                        WHERE i.person_key = o.person_key AND i.list = o.list
                          AND CASE WHEN o.said_at IS NULL OR i.said_at IS NULL THEN i.id > o.id
                                   ELSE i.said_at > o.said_at OR i.said_at = o.said_at AND i.id > o.id END)
)
SELECT id, person, person_key, sender, profile, code, consent FROM in_force WHERE place = 1
UNION ALL
SELECT id, person, person_key, sender, profile, code, consent
  FROM statements
 WHERE consent IN ('maybe_opted_out', 'opted_out') AND person_key = '' AND is_copy = 0;
