-- How many conversations were open at the end of each month?
WITH conversation AS (
    SELECT min(occurred_at) AS opened_at, max(occurred_at) FILTER (kind = 'conversation_solved') AS solved_at,
        max(occurred_at) FILTER (kind = 'conversation_reopened') AS reopened_at
    FROM interactions
    WHERE conversation_id IS NOT NULL
    GROUP BY conversation_id
), moves AS (
    SELECT opened_at AS moved_at, 1 AS delta FROM conversation
    UNION ALL
    SELECT solved_at, -1 FROM conversation WHERE solved_at >= coalesce(reopened_at, solved_at)
)
SELECT date_trunc('month', moved_at)::DATE AS month, sum(sum(delta)) OVER (ORDER BY month) AS value
FROM moves
GROUP BY month
