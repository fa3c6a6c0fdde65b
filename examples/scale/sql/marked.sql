-- Marks copies of events and rejected texts. All rows of an event, and all rows of a payload, must be in "rows".
CREATE TABLE marked AS
SELECT r.*,
       CASE WHEN event_id <> '' AND payload <> min(payload) OVER (PARTITION BY event_id) THEN 1 ELSE 0 END AS is_copy,
       CASE WHEN kind IN ('not_json', 'unrecognised') THEN 1 ELSE 0 END AS is_reject
  FROM rows r;
