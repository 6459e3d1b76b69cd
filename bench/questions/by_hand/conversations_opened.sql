-- How many conversations began in each month?
SELECT date_trunc('month', opened_at)::DATE AS month, count(*) AS value
FROM (SELECT min(occurred_at) AS opened_at FROM interactions WHERE conversation_id IS NOT NULL GROUP BY conversation_id)
GROUP BY month
