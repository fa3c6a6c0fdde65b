-- The lines of --suppress, in the order of the inputs.
CREATE TABLE suppressions AS
SELECT o.person AS phone_number, o.sender, o.code, m.message_id, m.input, m.line, o.profile AS messaging_profile_id,
       CASE o.consent WHEN 'maybe_opted_out' THEN 1 ELSE 0 END AS maybe
  FROM opt_outs o
  JOIN marked m ON m.id = o.id
 ORDER BY o.id;
