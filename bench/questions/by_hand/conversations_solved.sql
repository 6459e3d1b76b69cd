-- How many conversations were solved for good in each month?
SELECT date_trunc('month', solved_at)::DATE AS month, count(*) AS value
FROM (
    SELECT max(occurred_at) FILTER (kind = 'conversation_solved') AS solved_at,
        max(occurred_at) FILTER (kind = 'conversation_reopened') AS reopened_at
    FROM interactions
    WHERE conversation_id IS NOT NULL
    GROUP BY conversation_id
)
WHERE solved_at >= coalesce(reopened_at, solved_at)
GROUP BY month
