-- The lines of --retry, in the order of the inputs. Of the messages with the same time, a few in each second are resent.
CREATE TABLE resends AS
SELECT message_id, CASE has_several WHEN 1 THEN recipient END AS "to", step, code,
       not_before + CAST((place - place % per_second) / per_second AS BIGINT) AS not_before, failed_at, sender,
       profile AS messaging_profile_id
  FROM (SELECT f.*, per_second, row_number() OVER (PARTITION BY not_before ORDER BY id, recipient_key) - 1 AS place
          FROM fates f
         CROSS JOIN run
         WHERE fate = 'resend' AND step IN ('retry', 'hold') AND message_id <> ''
           AND coalesce(failed_at, too_old) >= too_old) spread
 ORDER BY id, recipient_key;
