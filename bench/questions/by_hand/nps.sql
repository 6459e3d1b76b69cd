-- Net promoter score by month, with what its interval needs.
SELECT date_trunc('month', occurred_at)::DATE AS month,
    100.0 * (count(*) FILTER (score >= 9) - count(*) FILTER (score < 7)) / count(*) AS value,
    count(*) AS n, count(*) FILTER (score >= 9) AS promoters, count(*) FILTER (score < 7) AS detractors
FROM interactions
WHERE metric = 'nps' AND score BETWEEN 0 AND 10
GROUP BY month
