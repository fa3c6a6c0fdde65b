-- Counts messages by what becomes of them.
CREATE TABLE fate_counts AS
SELECT CASE fate WHEN 'resend' THEN 'send_again' ELSE fate END AS part,
       CASE fate WHEN 'resend' THEN step || ' ' || wait ELSE '' END AS name, count(*) AS n,
       sum(CASE message_id WHEN '' THEN 1 ELSE 0 END) AS without_id, min(not_before) AS earliest, max(not_before) AS latest
  FROM fates
 GROUP BY 1, 2
UNION ALL
SELECT 'too_old', '', count(*), NULL, NULL, NULL
  FROM fates
 CROSS JOIN run
 WHERE fate = 'resend' AND step IN ('retry', 'hold') AND message_id <> '' AND failed_at < too_old;
