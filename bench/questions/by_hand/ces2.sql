-- Share who agree that it was easy, and the mean answer, by month.
SELECT date_trunc('month', occurred_at)::DATE AS month, avg((score >= 5)::INT) AS value, count(score) AS n,
    avg(score) AS mean, sum(score * score) AS squares
FROM interactions
WHERE metric = 'ces2'
GROUP BY month
