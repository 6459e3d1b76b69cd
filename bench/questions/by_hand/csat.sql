-- Share of the two highest of five, by month.
SELECT date_trunc('month', occurred_at)::DATE AS month, avg((score >= scale_max - 1)::INT) AS value, count(*) AS n
FROM interactions
WHERE metric = 'csat' AND score IS NOT NULL
GROUP BY month
