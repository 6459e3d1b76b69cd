-- What was paid less what was refunded, by month and currency; the squares of what each order brought make the interval.
SELECT month, sum(amount) / 100.0 AS value, currency, count(*) AS n, sum(amount * amount) AS squares
FROM (
    SELECT date_trunc('month', occurred_at)::DATE AS month, currency, order_id, CASE WHEN order_id IS NULL THEN id END AS alone,
        sum(CASE kind WHEN 'order_placed' THEN amount ELSE -amount END)::DOUBLE AS amount
    FROM interactions
    WHERE kind IN ('order_placed', 'order_refunded') AND amount IS NOT NULL
    GROUP BY ALL
)
GROUP BY month, currency
