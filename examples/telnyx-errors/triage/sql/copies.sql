-- Copies of events: the payloads whose event an earlier payload has. Those that are new count no longer: see tally.sql.
CREATE TEMP TABLE listed AS
SELECT id, -1 AS payloads
  FROM (SELECT id, row_number() OVER (PARTITION BY event_id ORDER BY id) AS place
          FROM main.stored_row
         WHERE event_id <> '' AND coalesce(recipient_index, 0) = 0 AND event_may_repeat(event_id))
 WHERE place > 1 AND id NOT IN (SELECT id FROM main.copy);
INSERT INTO copy SELECT id FROM temp.listed;
