-- How much happened in each month?
SELECT date_trunc('month', occurred_at)::DATE AS month, count(*) AS value
FROM interactions
GROUP BY month
