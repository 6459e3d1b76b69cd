-- Mean order value by month and currency.
SELECT month, avg(amount) / 100 AS value, currency, count(*) AS n, sum(amount * amount) AS squares
FROM (
    SELECT date_trunc('month', occurred_at)::DATE AS month, currency, order_id, CASE WHEN order_id IS NULL THEN id END AS alone,
        sum(amount)::DOUBLE AS amount
    FROM interactions
    WHERE kind = 'order_placed' AND amount IS NOT NULL
    GROUP BY ALL
)
GROUP BY month, currency
