-- Renewals over renewals and endings, by month; a cancellation that nothing followed is an ending.
WITH step AS (
    SELECT occurred_at, kind, lead(kind) OVER (PARTITION BY subscription_id ORDER BY occurred_at) AS next_kind
    FROM interactions
    WHERE subscription_id IS NOT NULL
)
SELECT date_trunc('month', occurred_at)::DATE AS month, avg((kind = 'subscription_renewed')::INT) AS value, count(*) AS n
FROM step
WHERE kind IN ('subscription_renewed', 'subscription_ended') OR (kind = 'subscription_cancelled' AND next_kind IS NULL)
GROUP BY month
