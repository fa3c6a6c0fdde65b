-- The report of triage as one JSON object; the program adds what the table of codes knows. ?1 is how many codes, ?2 how many names,
-- ?3 how many rejects it has at most, ?4 since when messages are not too old to be resent.
WITH tally AS MATERIALIZED (SELECT * FROM payload_count),
known AS MATERIALIZED (SELECT * FROM tally WHERE kind NOT IN ('not_json', 'unrecognised')),
failing AS MATERIALIZED (SELECT * FROM known WHERE payload_step <> 'none'),
total AS MATERIALIZED (
    SELECT (SELECT coalesce(sum(row_count), 0) FROM shape WHERE is_first) AS bodies,
           (SELECT coalesce(sum(payloads), 0) FROM known) AS counted,
           (SELECT count(*) FROM copy) AS duplicates,
           (SELECT coalesce(sum(payloads), 0) FROM tally WHERE kind = 'not_json') AS not_json,
           (SELECT coalesce(sum(payloads), 0) FROM tally WHERE kind = 'unrecognised') AS unrecognised,
           (SELECT coalesce(sum(payloads), 0) FROM failing) AS failed
),
counted_code AS MATERIALIZED (
    SELECT code, count, row_number() OVER (ORDER BY count DESC, code) AS place
      FROM (SELECT c.code AS code, sum(f.payloads) AS count FROM shape_code c JOIN failing f ON f.id = c.shape GROUP BY c.code)
     WHERE count > 0
),
-- The most frequent decision of the rows that a code decides. An error whose code is not a number, or one beyond 64 bits, decides
-- where no code does.
advice AS (
    SELECT code, step, scope, toward, remedy,
           row_number() OVER (PARTITION BY code ORDER BY sum(rows) DESC, step, scope, toward, remedy) AS place
      FROM (SELECT code, step, scope, toward, remedy, row_count AS rows FROM shape
             WHERE kind NOT IN ('not_json', 'unrecognised') AND step <> 'none' AND code <> ''
            UNION ALL
            SELECT c.code, s.step, s.scope, s.toward, s.remedy, s.row_count FROM shape_code c JOIN shape s ON s.id = c.shape
             WHERE s.code = '' AND s.step <> 'none'
               AND NOT (c.code GLOB '[1-9]*' AND c.code NOT GLOB '*[^0-9]*'
                        AND (length(c.code) < 19 OR (length(c.code) = 19 AND c.code <= '9223372036854775807'))))
     GROUP BY code, step, scope, toward, remedy
),
failure AS (
    SELECT c.code AS code, c.count AS count, a.step AS step, a.scope AS scope, a.toward AS toward, a.remedy AS remedy
      FROM counted_code c
      LEFT JOIN advice a ON a.code = c.code AND a.place = 1
     WHERE c.place <= ?1
    UNION ALL
    SELECT 'other', sum(count), NULL, NULL, NULL, NULL FROM counted_code WHERE place > ?1 HAVING count(*) > 0
    ORDER BY 2 DESC, 1
),
schedule AS (
    SELECT f.step AS step, f.wait AS wait, count(*) AS messages, sum(r.message_id = '') AS without_id,
           min(f.not_before) AS earliest, max(f.not_before) AS latest
      FROM fate f
      JOIN stored_row r ON r.id = f.id
     WHERE f.fate = 'resend'
     GROUP BY f.step, f.wait
     ORDER BY instr('retry hold fix_first', f.step),
              instr('none backoff next_minute next_day_pacific fixed_24_hours until_state_changes spend_window queue_drains '
                    || 'rate_falls as_server_says', f.wait)
),
person AS (SELECT person_key, max(consent = 'opted_out') AS is_certain FROM opt_out WHERE person_key <> '' GROUP BY person_key),
top AS (
    SELECT role, count(*) AS names,
           json_group_array(json_object('name', name, 'count', payloads, 'payloads', all_payloads, 'codes', (
               SELECT json_group_array(json_object('code', code, 'count', n))
                 FROM (SELECT c.code AS code, c.payloads AS n FROM failures_by_code_and_name c
                        WHERE c.role = t.role AND c.name = t.name AND c.code IN (SELECT code FROM counted_code WHERE place <= 5)
                        ORDER BY c.payloads DESC, c.code))))
               FILTER (WHERE place <= ?2) AS most
      FROM (SELECT *, row_number() OVER (PARTITION BY role ORDER BY payloads DESC, name) AS place
              FROM failures_by_name ORDER BY role, place) t
     GROUP BY role
),
-- Messages, by the hash of their identifiers; a payload without an identifier counts as one. Payloads that are alone with their
-- message need no grouping.
about_message AS MATERIALIZED (
    SELECT id, row_count, payload_step <> 'none' AS fails, kind = 'api_error' AS is_refusal
      FROM shape
     WHERE is_first = 1 AND kind NOT IN ('not_json', 'unrecognised') AND (direction = 'outbound' OR kind = 'api_error')
),
several AS MATERIALIZED (
    SELECT r.message_hash AS hash, a.fails AS fails, a.is_refusal AS is_refusal,
           CASE WHEN r.message_id = '' THEN r.id NOT IN (SELECT id FROM copy) END AS counts -- NULL: has an identifier
      FROM stored_row r
     CROSS JOIN about_message a ON a.id = r.shape
     WHERE message_may_repeat(r.message_hash)
),
message AS MATERIALIZED (
    SELECT coalesce(sum(n), 0) AS messages, coalesce(sum(n * fails), 0) AS failed,
           coalesce(sum(n * (fails AND NOT is_refusal)), 0) AS failed_later
      FROM (SELECT row_count AS n, fails, is_refusal FROM about_message
            UNION ALL
            SELECT -1, fails, is_refusal FROM several WHERE counts IS NOT 1
            UNION ALL
            SELECT 1, max(fails), max(is_refusal) FROM several WHERE counts IS NULL GROUP BY hash)
),
-- What payloads cost, in each currency: whole units and millionths, each added up as integers. In the order of their outbound
-- payloads.
cost AS (
    SELECT *, row_number() OVER (ORDER BY outbound DESC, payloads DESC, currency) AS place
      FROM (SELECT currency, sum(payloads) AS payloads, sum(payloads * (millionths / 1000000)) AS whole,
                   sum(payloads * (millionths % 1000000)) AS part, sum(payloads * is_outbound) AS outbound,
                   sum(payloads * is_outbound * (millionths / 1000000)) AS outbound_whole,
                   sum(payloads * is_outbound * (millionths % 1000000)) AS outbound_part
              FROM (SELECT *, direction = 'outbound' AS is_outbound FROM payload_cost WHERE millionths IS NOT NULL)
             GROUP BY currency)
     ORDER BY place
),
-- The time from the first to the last payload, in at most 169 parts: hours up to a week, days up to 120, or else weeks. A time in
-- the future is wrong.
period AS MATERIALIZED (
    SELECT first, last, seconds, first / seconds AS start, last / seconds - first / seconds + 1 AS buckets
      FROM (SELECT *, CASE WHEN last - first < 7 * 86400 THEN 3600
                           WHEN last - first < 120 * 86400 THEN 86400
                           ELSE 7 * 86400 * (1 + (last - first) / (120 * 7 * 86400)) END AS seconds
              FROM (SELECT min(time) AS first, max(time) AS last
                      FROM (SELECT coalesce(occurred_at, completed_at) AS time FROM stored_row)
                     WHERE time BETWEEN 0 AND (SELECT max(now) FROM input)))
     WHERE first IS NOT NULL
),
-- The failures of a code in each part that has some. The median of a code is over all parts; of two in the middle, it is the lower.
part AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY code ORDER BY n) AS place, count(*) OVER (PARTITION BY code) AS filled
      FROM (SELECT code, hour / seconds - start AS bucket, sum(payloads) AS n
              FROM failures_by_hour, period
             WHERE hour BETWEEN start * seconds AND last
             GROUP BY 1, 2)
),
usual AS MATERIALIZED (
    SELECT code, coalesce(max(CASE WHEN place = (buckets + 1) / 2 - (buckets - filled) THEN n END), 0) AS median
      FROM part, period
     GROUP BY code
),
-- A spike: neighbouring parts of a code, each with at least 20 payloads and more than four times the median.
spike AS MATERIALIZED (
    SELECT code, min(bucket) AS first, max(bucket) AS last, sum(n) AS n, max(n) AS peak, median,
           row_number() OVER (ORDER BY sum(n - median) DESC, code, min(bucket)) AS place
      FROM (SELECT *, bucket - row_number() OVER (PARTITION BY code ORDER BY bucket) AS island
              FROM part JOIN usual USING (code), period
             WHERE buckets >= 5 AND n >= 20 AND n > 4 * median)
     GROUP BY code, island
),
-- The codes with colours of their own: those of the largest spikes, and then the most frequent ones.
charted AS MATERIALIZED (
    SELECT code, sum(n) AS count FROM part
     GROUP BY code
     ORDER BY (SELECT min(place) FROM spike WHERE spike.code = part.code AND place <= 5) NULLS LAST, count DESC, code
     LIMIT 7
),
bucket AS (SELECT 0 AS i, buckets FROM period UNION ALL SELECT i + 1, buckets FROM bucket WHERE i + 1 < buckets),
series AS (
    SELECT code, count, (SELECT json_group_array(n) FROM (SELECT coalesce(p.n, 0) AS n FROM bucket b
                                                            LEFT JOIN part p ON p.code = charted.code AND p.bucket = b.i
                                                           ORDER BY b.i)) AS counts
      FROM charted
    UNION ALL
    SELECT NULL, 0, counts
      FROM (SELECT json_group_array(n) AS counts
              FROM (SELECT coalesce(sum(p.n), 0) AS n FROM bucket b
                      LEFT JOIN part p ON p.bucket = b.i AND p.code NOT IN (SELECT code FROM charted)
                     GROUP BY b.i ORDER BY b.i))
     WHERE (SELECT count(DISTINCT code) FROM part) > 7
     GROUP BY NULL
    ORDER BY 2 DESC, 1
)
SELECT json_object(
    'bodies', bodies, 'counted', counted, 'duplicates', duplicates, 'not_json', not_json, 'unrecognised', unrecognised,
    'failed', failed, 'interrupted', json('false'),
    'kinds', (SELECT json_group_object(kind, n) FROM (SELECT kind, sum(payloads) AS n FROM tally GROUP BY kind)),
    'outcomes', (SELECT json_group_object(payload_outcome, n)
                   FROM (SELECT payload_outcome, sum(payloads) AS n FROM known GROUP BY payload_outcome)),
    'steps', (SELECT json_group_object(payload_step, n)
                FROM (SELECT payload_step, sum(payloads) AS n FROM known GROUP BY payload_step)),
    'failures', (SELECT json_group_array(json_object('code', code, 'count', count, 'step', step, 'scope', scope, 'toward', toward,
                                                     'remedy', remedy, 'examples', (
        SELECT json_group_array(message_id) FROM (SELECT message_id FROM example e WHERE e.code = failure.code ORDER BY id))))
                   FROM failure),
    'send_again', (SELECT json_group_array(json_object('step', step, 'wait', wait, 'messages', messages, 'without_id', without_id,
                                                       'earliest', earliest, 'latest', latest)) FROM schedule),
    'withheld', (SELECT count(*) FROM fate WHERE fate = 'withheld'),
    'opted_out', (SELECT count(*) FROM person WHERE is_certain),
    'opted_out_unnamed', (SELECT count(*) FROM opt_out WHERE person_key = '' AND consent = 'opted_out'),
    'senders', (SELECT json_object('names', names, 'exact', json('true'), 'most', json(most)) FROM top WHERE role = 'sender'),
    'campaigns', (SELECT json_object('names', names, 'exact', json('true'), 'most', json(most)) FROM top WHERE role = 'campaign'),
    'carriers', (SELECT json_object('names', names, 'exact', json('true'), 'most', json(most)) FROM top WHERE role = 'carrier'),
    -- by HTTP status, deciding code and whether the decision is another than to resend
    'status_only_client', (SELECT json_group_array(json_array(http_status, code, wrong, payloads))
                             FROM (SELECT http_status, code, payload_step <> 'retry' AS wrong, sum(payloads) AS payloads
                                     FROM failing WHERE kind = 'api_error' GROUP BY code, http_status, wrong
                                    ORDER BY code, http_status, wrong)),
    'now', NULL,
    'inputs', (SELECT json_group_array(name) FROM (SELECT name FROM input GROUP BY name ORDER BY min(id))),
    'problems', json_array(),
    'rejects', (SELECT json_group_array(json_object('input', input, 'line', line, 'problem', problem))
                  FROM (SELECT i.name AS input, r.line AS line,
                               CASE s.kind WHEN 'not_json' THEN s.problem ELSE s.kind END AS problem
                          FROM reject j
                          JOIN stored_row r ON r.id = j.id
                          JOIN shape s ON s.id = r.shape
                          JOIN input i ON i.id = r.input
                         ORDER BY j.id
                         LIMIT ?3)),
    'contradicted', (SELECT count(*) FROM fate WHERE fate = 'contradicted'),
    'maybe_opted_out', (SELECT count(*) FROM person WHERE NOT is_certain),
    'maybe_opted_out_unnamed', (SELECT count(*) FROM opt_out WHERE person_key = '' AND consent = 'maybe_opted_out'),
    'too_old', (SELECT count(*)
                  FROM fate f
                  JOIN stored_row r ON r.id = f.id
                 WHERE f.fate = 'resend' AND f.step IN ('retry', 'hold') AND r.message_id <> ''
                   AND coalesce(r.completed_at, r.occurred_at) < ?4),
    'messages', (SELECT messages FROM message),
    'failed_messages', (SELECT failed FROM message),
    'failed_later', (SELECT failed_later FROM message),
    'leading', (SELECT json_object('codes', (SELECT count(*) FROM counted_code WHERE place <= 5),
                                   'payloads', coalesce(sum(payloads), 0))
                  FROM failing f
                 WHERE EXISTS (SELECT 1 FROM shape_code c JOIN counted_code k ON k.code = c.code
                                WHERE c.shape = f.id AND k.place <= 5)),
    'period', (SELECT json_object('from', first, 'to', last) FROM period),
    'over_time', (SELECT json_object('start', start * seconds, 'seconds', seconds, 'buckets', buckets, 'series', (
                      SELECT json_group_array(json_object('code', code, 'counts', json(counts))) FROM series)) FROM period),
    'spikes', json_object('count', (SELECT count(*) FROM spike), 'largest', (
        SELECT json_group_array(json_object('code', code, 'from', (start + first) * seconds, 'to', (start + last + 1) * seconds,
                                            'payloads', n, 'peak', peak, 'median', median))
          FROM (SELECT s.*, p.start, p.seconds FROM spike s, period p WHERE s.place <= 20 ORDER BY s.place))),
    'costs', (SELECT json_object('currencies', count(*), 'most', json_group_array(json_object(
                         'currency', currency, 'payloads', payloads,
                         'sum', json_array(CAST(whole AS INTEGER), CAST(part AS INTEGER)), 'outbound', outbound,
                         'mean', json_array(CAST(outbound_whole AS INTEGER), CAST(outbound_part AS INTEGER))))
                         FILTER (WHERE place <= ?2))
                FROM cost))
  FROM total;
