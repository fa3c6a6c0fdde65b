-- DuckDB: reads the files of the variable "files", which "classify --rows ndjson" wrote. The times and keys of a run are variables
-- too: "now", "too_old" and "per_second".
CREATE TABLE run AS
SELECT CAST(getvariable('now') AS BIGINT) AS now, CAST(getvariable('too_old') AS BIGINT) AS too_old,
       CAST(getvariable('per_second') AS BIGINT) AS per_second;

CREATE TABLE rows AS
SELECT id, id - coalesce(recipient_index, 0) AS payload,
       -- without regard to the case of ASCII letters, as in SQLite
       translate(message_id, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') AS message_key,
       translate(profile, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') AS profile_key, * EXCLUDE (id)
  FROM (SELECT row_number() OVER () AS id, * -- in the order of the files
          FROM read_ndjson(getvariable('files'), maximum_object_size = 33554432, columns = {
              input: 'VARCHAR', line: 'BIGINT', kind: 'VARCHAR', phase: 'VARCHAR', channel: 'VARCHAR', event_id: 'VARCHAR',
              event_type: 'VARCHAR', occurred_at: 'BIGINT', completed_at: 'BIGINT', message_id: 'VARCHAR',
              recipient_index: 'BIGINT', recipient: 'VARCHAR', recipient_key: 'VARCHAR', sender: 'VARCHAR', profile: 'VARCHAR',
              campaign: 'VARCHAR', carrier: 'VARCHAR', http_status: 'BIGINT', direction: 'VARCHAR', outcome: 'VARCHAR',
              code: 'VARCHAR', codes: 'VARCHAR', step: 'VARCHAR', reason: 'VARCHAR', scope: 'VARCHAR', toward: 'VARCHAR',
              remedy: 'VARCHAR', wait: 'VARCHAR', consent: 'VARCHAR', not_before: 'BIGINT', strictness: 'BIGINT', known: 'BIGINT',
              problem: 'VARCHAR', sender_key: 'VARCHAR', recipients: 'BIGINT', receipt: 'VARCHAR', payload_outcome: 'VARCHAR',
              payload_step: 'VARCHAR', payload_consent: 'VARCHAR', cost: 'VARCHAR', currency: 'VARCHAR'}));
