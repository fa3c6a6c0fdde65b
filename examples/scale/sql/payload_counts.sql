-- Counts payloads. The rows of one payload must be together.
CREATE TABLE payload_counts AS
WITH RECURSIVE payloads AS (SELECT * FROM marked WHERE id = payload),
counted AS (SELECT * FROM payloads WHERE is_copy = 0 AND is_reject = 0),
failing AS (SELECT * FROM counted WHERE payload_step <> 'none'),
-- "codes" is a list that is separated by spaces; "-" stands for an error without a code.
codes AS (SELECT codes, count(*) AS n FROM failing GROUP BY codes),
part (codes, place, code, rest) AS (
    SELECT codes, 0, '', codes || ' ' FROM codes
    UNION ALL
    SELECT codes, place + 1, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM part WHERE rest <> ''
),
code_of AS (SELECT DISTINCT codes, CASE code WHEN '-' THEN '' ELSE code END AS code FROM part WHERE place > 0)
SELECT 'bodies' AS part, '' AS name, count(*) AS n FROM payloads
UNION ALL
SELECT 'duplicates', '', count(*) FROM payloads WHERE is_copy = 1
UNION ALL
SELECT 'counted', '', count(*) FROM counted
UNION ALL
SELECT 'failed', '', count(*) FROM failing
UNION ALL
SELECT 'kinds', kind, count(*) FROM payloads WHERE is_copy = 0 GROUP BY kind
UNION ALL
SELECT 'outcomes', payload_outcome, count(*) FROM counted GROUP BY payload_outcome
UNION ALL
SELECT 'steps', payload_step, count(*) FROM counted GROUP BY payload_step
UNION ALL
SELECT 'failures', c.code, sum(f.n) FROM codes f JOIN code_of c ON c.codes = f.codes GROUP BY c.code
UNION ALL
SELECT 'senders', sender, count(*) FROM failing WHERE sender <> '' GROUP BY sender
UNION ALL
SELECT 'campaigns', campaign, count(*) FROM failing WHERE campaign <> '' GROUP BY campaign
UNION ALL
SELECT 'carriers', carrier, count(DISTINCT payload)
  FROM marked
 WHERE is_copy = 0 AND is_reject = 0 AND payload_step <> 'none' AND step <> 'none' AND carrier <> ''
 GROUP BY carrier;
