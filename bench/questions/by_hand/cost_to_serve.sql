-- Cost of contacts (4.50) and of agents' time (35 an hour) for each active person, by month.
SELECT month, avg(cost) / 100 AS value, count(*) AS n, sum(cost * cost) AS squares
FROM (
    SELECT date_trunc('month', occurred_at)::DATE AS month, person_id,
        450 * (
            count(DISTINCT conversation_id) FILTER (kind IN ('conversation_opened', 'message_received', 'call_received', 'call_missed'))
            + count(*) FILTER (
                kind IN ('conversation_opened', 'message_received', 'call_received', 'call_missed') AND conversation_id IS NULL
            )
        ) + coalesce(sum(duration_s), 0) * 3500 / 3600 AS cost
    FROM interactions
    WHERE person_id IS NOT NULL
    GROUP BY month, person_id
    HAVING count(*) FILTER (direction = 'inbound' OR direction IS NULL) > 0
)
GROUP BY month
