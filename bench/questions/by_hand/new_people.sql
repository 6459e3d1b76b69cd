-- In which month did people come for the first time?
SELECT date_trunc('month', came_at)::DATE AS month, count(*) AS value
FROM (
    SELECT min(occurred_at) AS came_at
    FROM interactions
    WHERE person_id IS NOT NULL AND (direction = 'inbound' OR direction IS NULL)
    GROUP BY person_id
)
GROUP BY month
