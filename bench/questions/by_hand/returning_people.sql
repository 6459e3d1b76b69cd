-- How many people did something in a month and were there in a month before?
WITH months AS (
    SELECT DISTINCT person_id, date_trunc('month', occurred_at)::DATE AS month
    FROM interactions
    WHERE person_id IS NOT NULL AND (direction = 'inbound' OR direction IS NULL)
), ranked AS (
    SELECT month, min(month) OVER (PARTITION BY person_id) AS came_in FROM months
)
SELECT month, count(*) AS value
FROM ranked
WHERE came_in < month
GROUP BY month
