-- Counts people who opted out or may have, and payloads that do not name them. All opt-outs of a person must be in "opt_outs".
CREATE TABLE opt_out_counts AS
WITH people AS (
    SELECT person_key, max(CASE consent WHEN 'opted_out' THEN 1 ELSE 0 END) AS is_certain
      FROM opt_outs WHERE person_key <> '' GROUP BY person_key
)
SELECT CASE is_certain WHEN 1 THEN 'opted_out' ELSE 'maybe_opted_out' END AS part, '' AS name, count(*) AS n
  FROM people GROUP BY is_certain
UNION ALL
SELECT CASE consent WHEN 'opted_out' THEN 'opted_out_unnamed' ELSE 'maybe_opted_out_unnamed' END, '', count(*)
  FROM opt_outs WHERE person_key = '' GROUP BY consent;
