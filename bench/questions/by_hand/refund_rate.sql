-- Orders refunded in a month over orders placed in it.
SELECT month, least(refunded / placed, 1) AS value, placed AS n
FROM (
    SELECT date_trunc('month', occurred_at)::DATE AS month,
        count(DISTINCT order_id) FILTER (kind = 'order_refunded') + count(*) FILTER (kind = 'order_refunded' AND order_id IS NULL) AS refunded,
        count(DISTINCT order_id) FILTER (kind = 'order_placed') + count(*) FILTER (kind = 'order_placed' AND order_id IS NULL) AS placed
    FROM interactions
    WHERE kind IN ('order_placed', 'order_refunded')
    GROUP BY month
)
WHERE placed > 0
