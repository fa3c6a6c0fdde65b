-- The messages to resend or to check again automatically, in the order of the inputs. Those that failed before ?1 are too old. Of
-- those with the same time, ?2 in a second are resent.
SELECT r.message_id, CASE WHEN f.has_several THEN r.recipient ELSE '' END, f.step, f.code,
       f.not_before + (row_number() OVER (PARTITION BY f.not_before ORDER BY r.id, f.recipient_key) - 1) / ?2,
       coalesce(r.completed_at, r.occurred_at), n.name, r.profile
  FROM fate f
  JOIN stored_row r ON r.id = f.id
  JOIN name n ON n.id = r.sender
 WHERE f.fate = 'resend' AND f.step IN ('retry', 'hold') AND r.message_id <> ''
   AND coalesce(r.completed_at, r.occurred_at, ?1) >= ?1
 ORDER BY r.id, f.recipient_key;
