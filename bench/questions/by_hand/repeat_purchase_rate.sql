-- Share of those who ordered in a month that ordered twice or more in it.
SELECT month, avg((orders >= 2)::INT) AS value, count(*) AS n
FROM (
    SELECT date_trunc('month', occurred_at)::DATE AS month, person_id,
        count(DISTINCT order_id) + count(*) FILTER (order_id IS NULL) AS orders
    FROM interactions
    WHERE kind = 'order_placed' AND person_id IS NOT NULL
    GROUP BY month, person_id
)
GROUP BY month
