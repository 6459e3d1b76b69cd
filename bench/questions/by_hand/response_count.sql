-- How many responses came in each month?
SELECT date_trunc('month', occurred_at)::DATE AS month,
    count(DISTINCT response_id) + count(*) FILTER (response_id IS NULL) AS value
FROM interactions
WHERE kind = 'survey_answered'
GROUP BY month
