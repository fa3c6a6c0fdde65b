-- What payloads say about the consent of a person: of a recipient, or of the person who wrote. It is about a list: the messaging
-- profile, or else the sender. A time in the future says nothing. The rows of one payload must be together.
CREATE TABLE statements AS
WITH said AS (
    SELECT m.*, CASE WHEN coalesce(occurred_at, completed_at) <= now THEN coalesce(occurred_at, completed_at) END AS said_at
      FROM marked m
     CROSS JOIN run
     WHERE is_reject = 0
),
named AS (
    SELECT * FROM said WHERE direction <> 'inbound' AND consent IN ('maybe_opted_out', 'opted_out')
)
SELECT id, is_copy, payload_consent AS consent, sender AS person, sender_key AS person_key,
       CASE recipients WHEN 1 THEN recipient ELSE '' END AS sender,
       CASE recipients WHEN 1 THEN recipient_key ELSE '' END AS sender_key,
       profile, profile_key, 'keyword' AS code, said_at
  FROM said
 WHERE direction = 'inbound' AND id = payload AND payload_consent <> 'unchanged'
UNION ALL
SELECT id, is_copy, consent, recipient, recipient_key, sender, sender_key, profile, profile_key, code, said_at FROM named
UNION ALL
-- a payload of which no recipient is said to have opted out, although the payload says that one did
SELECT id, is_copy, payload_consent, '', '', sender, sender_key, profile, profile_key, code, NULL
  FROM said
 WHERE direction <> 'inbound' AND id = payload AND recipients > 1 AND payload_consent IN ('maybe_opted_out', 'opted_out')
   AND payload NOT IN (SELECT payload FROM named);
