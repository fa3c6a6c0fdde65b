-- Counts the payloads of temp.listed in "tally", each as often as it says there. The program itself counts those that it adds.
WITH listed_payload AS MATERIALIZED (
    SELECT r.id AS id, l.payloads AS payloads, r.shape AS shape, s.payload_step <> 'none' AS fails, r.sender AS sender,
           r.campaign AS campaign, r.cost AS cost, r.currency AS currency,
           coalesce(r.occurred_at, r.completed_at) / 3600 AS hour, min(r.id + max(s.recipients, 1), l.next) AS end
      FROM (SELECT *, lead(id, 1, id + 65536) OVER (ORDER BY id) AS next FROM temp.listed) l
     CROSS JOIN stored_row r ON r.id = l.id
      JOIN shape s ON s.id = r.shape
     WHERE s.kind NOT IN ('not_json', 'unrecognised')
),
carrier AS (
    SELECT p.payloads AS payloads, p.shape AS shape, max(p.fails AND s.step <> 'none') AS fails, min(n.id) AS number
      FROM listed_payload p
     CROSS JOIN stored_row r ON r.id >= p.id AND r.id < p.end
      JOIN shape s ON s.id = r.shape
      JOIN name n ON n.id = r.carrier
     GROUP BY p.id, n.name
)
INSERT INTO tally
SELECT role, shape, value, currency, sum(payloads), sum(payloads * fails)
  FROM (SELECT 'sender' AS role, shape, sender AS value, 0 AS currency, payloads, fails FROM listed_payload
        UNION ALL SELECT 'campaign', shape, campaign, 0, payloads, fails FROM listed_payload
        UNION ALL SELECT 'carrier', shape, number, 0, payloads, fails FROM carrier
        UNION ALL SELECT 'cost', shape, cost, currency, payloads, fails FROM listed_payload
        UNION ALL SELECT 'hour', shape, hour, 0, payloads, fails FROM listed_payload WHERE fails)
 GROUP BY role, shape, value, currency;
DROP TABLE temp.listed;
