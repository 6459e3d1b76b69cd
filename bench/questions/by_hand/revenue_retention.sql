-- Share of the recurring revenue at the beginning of a month that is left at its end; prices never change here.
WITH contract AS (
    SELECT subscription_id, min(occurred_at) AS begins_at, any_value(amount) AS price,
        coalesce(
            max(occurred_at) FILTER (kind = 'subscription_ended'),
            CASE WHEN arg_max(kind, occurred_at) = 'subscription_cancelled' THEN max(occurred_at) END
        ) AS ends_at
    FROM interactions
    WHERE subscription_id IS NOT NULL
    GROUP BY subscription_id
), months AS (
    SELECT unnest(generate_series(date_trunc('month', min(begins_at)), max(coalesce(ends_at, begins_at)), INTERVAL 1 MONTH)) AS month
    FROM contract
), running AS (
    SELECT month::DATE AS month, price, coalesce(ends_at >= month + INTERVAL 1 MONTH, TRUE) AS stays
    FROM months JOIN contract ON begins_at < month AND (ends_at IS NULL OR ends_at >= month)
)
SELECT month, sum(CASE WHEN stays THEN price ELSE 0 END) / sum(price) AS value, count(*) AS n,
    sum(price * price) AS xx, sum(CASE WHEN stays THEN price * price ELSE 0 END) AS yy
FROM running
GROUP BY month
