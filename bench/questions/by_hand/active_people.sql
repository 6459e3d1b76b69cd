-- How many people did something in each month?
SELECT date_trunc('month', occurred_at)::DATE AS month, count(DISTINCT person_id) AS value
FROM interactions
WHERE person_id IS NOT NULL AND (direction = 'inbound' OR direction IS NULL)
GROUP BY month
