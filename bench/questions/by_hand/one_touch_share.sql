-- Share of the conversations solved in a month that took one answer and were never opened again.
SELECT date_trunc('month', solved_at)::DATE AS month, avg((answers <= 1 AND reopened_at IS NULL)::INT) AS value, count(*) AS n
FROM (
    SELECT max(occurred_at) FILTER (kind = 'conversation_solved') AS solved_at,
        max(occurred_at) FILTER (kind = 'conversation_reopened') AS reopened_at,
        count(*) FILTER (kind = 'message_sent') AS answers
    FROM interactions
    WHERE conversation_id IS NOT NULL
    GROUP BY conversation_id
)
WHERE solved_at >= coalesce(reopened_at, solved_at)
GROUP BY month
