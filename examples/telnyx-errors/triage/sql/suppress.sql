-- The people who opted out, or may have, in the order of the inputs.
SELECT o.person, o.sender, o.code, r.message_id, i.name, r.line, o.profile, o.consent = 'maybe_opted_out'
  FROM opt_out o
  JOIN stored_row r ON r.id = o.id
  JOIN input i ON i.id = r.input
 ORDER BY o.id;
