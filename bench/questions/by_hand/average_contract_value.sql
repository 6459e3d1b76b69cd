-- Mean yearly price of the contracts that were started or renewed in each month.
SELECT month, avg(12 * price) / 100 AS value, count(*) AS n, sum(144 * price * price) AS squares
FROM (
    SELECT date_trunc('month', occurred_at)::DATE AS month, subscription_id, arg_max(amount, occurred_at)::DOUBLE AS price
    FROM interactions
    WHERE kind IN ('subscription_started', 'subscription_renewed')
    GROUP BY month, subscription_id
)
GROUP BY month
