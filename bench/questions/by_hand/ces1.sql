-- Mean effort by month, with what its interval needs.
SELECT date_trunc('month', occurred_at)::DATE AS month, avg(score) AS value, count(score) AS n, sum(score * score) AS squares
FROM interactions
WHERE metric = 'ces1'
GROUP BY month
