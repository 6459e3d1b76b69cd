-- How many orders were placed in each month?
SELECT date_trunc('month', occurred_at)::DATE AS month,
    count(DISTINCT order_id) + count(*) FILTER (order_id IS NULL) AS value
FROM interactions
WHERE kind = 'order_placed'
GROUP BY month
