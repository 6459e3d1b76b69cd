-- Mean rating by month, with what its interval needs.
SELECT date_trunc('month', occurred_at)::DATE AS month, avg(score) AS value, count(score) AS n, sum(score * score) AS squares,
    min(scale_max) AS lowest_scale, max(scale_max) AS highest_scale
FROM interactions
WHERE metric IN ('rating', 'csat')
GROUP BY month
