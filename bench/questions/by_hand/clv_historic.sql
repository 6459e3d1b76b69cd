-- Mean margin (30 %) that each customer's orders brought, by month and currency.
SELECT month, 0.3 * avg(amount) / 100 AS value, currency, count(*) AS n, sum(amount * amount) AS squares
FROM (
    SELECT date_trunc('month', occurred_at)::DATE AS month, currency, person_id,
        sum(CASE kind WHEN 'order_placed' THEN amount ELSE -amount END)::DOUBLE AS amount
    FROM interactions
    WHERE kind IN ('order_placed', 'order_refunded') AND amount IS NOT NULL AND person_id IS NOT NULL
    GROUP BY ALL
)
GROUP BY month, currency
