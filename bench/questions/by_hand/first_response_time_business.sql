-- How many working seconds did people wait for the first answer, by the month in which they asked?
WITH waits AS (
    SELECT min(occurred_at) AS opened_at, min(occurred_at) FILTER (kind = 'message_sent') AS answered_at
    FROM interactions
    WHERE conversation_id IS NOT NULL
    GROUP BY conversation_id
), spans AS (
    SELECT date_trunc('month', opened_at)::DATE AS month,
        epoch_us(opened_at) / 1e6 - 345600 AS start, epoch_us(answered_at) / 1e6 - 345600 AS stop
    FROM waits
    WHERE answered_at IS NOT NULL
), worked AS (
    -- Working seconds since a Monday, of days from Monday to Friday, 9 to 17 h: at the end less at the start.
    SELECT month,
        (floor(stop / 604800) * 5 + least(floor(stop % 604800 / 86400), 5)) * 28800
            + CASE WHEN stop % 604800 < 432000 THEN least(greatest(stop % 86400 - 32400, 0), 28800) ELSE 0 END
            - (floor(start / 604800) * 5 + least(floor(start % 604800 / 86400), 5)) * 28800
            - CASE WHEN start % 604800 < 432000 THEN least(greatest(start % 86400 - 32400, 0), 28800) ELSE 0 END AS seconds
    FROM spans
)
SELECT month, quantile_cont(seconds, 0.5) AS value, quantile_cont(seconds, 0.9) AS p90, avg(seconds) AS mean,
    sum(seconds * seconds) AS squares, count(*) AS n,
    list_sort(list(seconds))[greatest(1, floor(n * 0.5 + 0.5 - 1.96 * sqrt(n * 0.25)))::INT] AS low,
    list_sort(list(seconds))[least(n, ceil(n * 0.5 + 0.5 + 1.96 * sqrt(n * 0.25)))::INT] AS high,
    list_sort(list(seconds))[greatest(1, floor(n * 0.9 + 0.5 - 1.96 * sqrt(n * 0.09)))::INT] AS p90_low,
    list_sort(list(seconds))[least(n, ceil(n * 0.9 + 0.5 + 1.96 * sqrt(n * 0.09)))::INT] AS p90_high
FROM worked
GROUP BY month
