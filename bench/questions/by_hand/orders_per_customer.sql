-- Mean number of orders of those who ordered, by month.
SELECT month, avg(orders) AS value, count(*) AS n, sum(orders * orders) AS squares
FROM (
    SELECT date_trunc('month', occurred_at)::DATE AS month, person_id,
        count(DISTINCT order_id) + count(*) FILTER (order_id IS NULL) AS orders
    FROM interactions
    WHERE kind = 'order_placed' AND person_id IS NOT NULL
    GROUP BY month, person_id
)
GROUP BY month
