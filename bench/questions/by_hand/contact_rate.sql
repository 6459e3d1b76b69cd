-- Contacts per active person, and the share of them with any, by month.
SELECT month, avg(contacts) AS value, avg((contacts > 0)::INT) AS share, count(*) AS n, sum(contacts * contacts) AS squares
FROM (
    SELECT date_trunc('month', occurred_at)::DATE AS month, person_id,
        count(DISTINCT conversation_id) FILTER (kind IN ('conversation_opened', 'message_received', 'call_received', 'call_missed'))
            + count(*) FILTER (
                kind IN ('conversation_opened', 'message_received', 'call_received', 'call_missed') AND conversation_id IS NULL
            ) AS contacts
    FROM interactions
    WHERE person_id IS NOT NULL AND (direction = 'inbound' OR direction IS NULL)
    GROUP BY month, person_id
)
GROUP BY month
