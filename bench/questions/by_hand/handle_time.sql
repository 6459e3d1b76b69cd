-- How long did agents work on each conversation, by month? With limits by order statistics.
SELECT month, quantile_cont(seconds, 0.5) AS value, quantile_cont(seconds, 0.9) AS p90, avg(seconds) AS mean,
    sum(seconds * seconds) AS squares, count(*) AS n,
    list_sort(list(seconds))[greatest(1, floor(n * 0.5 + 0.5 - 1.96 * sqrt(n * 0.25)))::INT] AS low,
    list_sort(list(seconds))[least(n, ceil(n * 0.5 + 0.5 + 1.96 * sqrt(n * 0.25)))::INT] AS high,
    list_sort(list(seconds))[greatest(1, floor(n * 0.9 + 0.5 - 1.96 * sqrt(n * 0.09)))::INT] AS p90_low,
    list_sort(list(seconds))[least(n, ceil(n * 0.9 + 0.5 + 1.96 * sqrt(n * 0.09)))::INT] AS p90_high
FROM (
    SELECT date_trunc('month', occurred_at)::DATE AS month, conversation_id, sum(duration_s) AS seconds
    FROM interactions
    WHERE conversation_id IS NOT NULL AND duration_s IS NOT NULL
    GROUP BY month, conversation_id
)
GROUP BY month
