-- What becomes of each message: resend, withheld (the recipient opted out) or contradicted (by another payload). All opt-outs of a
-- person to whom a message goes must be in "opt_outs".
CREATE TABLE fates AS
SELECT m.*, CASE WHEN step = '' THEN 'contradicted'
                 WHEN recipient_key <> '' AND recipient_key IN (SELECT person_key FROM opt_outs) THEN 'withheld'
                 ELSE 'resend' END AS fate
  FROM messages m;
