-- Share of each rating in each month.
SELECT month, score, n / sum(n) OVER (PARTITION BY month) AS value, n
FROM (
    SELECT date_trunc('month', occurred_at)::DATE AS month, score, count(*) AS n
    FROM interactions
    WHERE metric IN ('rating', 'csat') AND score IS NOT NULL
    GROUP BY month, score
)
