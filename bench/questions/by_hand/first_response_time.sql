-- How long did people wait for the first answer, by the month in which they asked? With limits by order statistics.
SELECT month, quantile_cont(seconds, 0.5) AS value, quantile_cont(seconds, 0.9) AS p90, avg(seconds) AS mean,
    sum(seconds * seconds) AS squares, count(*) AS n,
    list_sort(list(seconds))[greatest(1, floor(n * 0.5 + 0.5 - 1.96 * sqrt(n * 0.25)))::INT] AS low,
    list_sort(list(seconds))[least(n, ceil(n * 0.5 + 0.5 + 1.96 * sqrt(n * 0.25)))::INT] AS high,
    list_sort(list(seconds))[greatest(1, floor(n * 0.9 + 0.5 - 1.96 * sqrt(n * 0.09)))::INT] AS p90_low,
    list_sort(list(seconds))[least(n, ceil(n * 0.9 + 0.5 + 1.96 * sqrt(n * 0.09)))::INT] AS p90_high
FROM (
    SELECT date_trunc('month', opened_at)::DATE AS month, (epoch_us(answered_at) - epoch_us(opened_at)) / 1e6 AS seconds
    FROM (
        SELECT min(occurred_at) AS opened_at, min(occurred_at) FILTER (kind = 'message_sent') AS answered_at
        FROM interactions
        WHERE conversation_id IS NOT NULL
        GROUP BY conversation_id
    )
    WHERE answered_at IS NOT NULL
)
GROUP BY month
