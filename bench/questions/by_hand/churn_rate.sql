-- Share of those active at the beginning of a month that are not active at its end.
WITH signs AS (
    SELECT person_id, date_trunc('month', occurred_at) AS month, max(occurred_at) AS last_at
    FROM interactions
    WHERE person_id IS NOT NULL AND (direction = 'inbound' OR direction IS NULL)
    GROUP BY ALL
), span AS (
    SELECT date_trunc('day', max(last_at)) + INTERVAL 1 DAY AS stop FROM signs
), active AS (
    -- The beginnings of months before which somebody did something within 90 days; the last one is the end of the data.
    SELECT DISTINCT person_id, month + to_months(k) AS moment, stop
    FROM (SELECT *, unnest([1, 2, 3, 4]) AS k FROM signs), span
    WHERE last_at >= least(month + to_months(k), stop) - INTERVAL 90 DAY AND month + to_months(k - 1) < stop
), followed AS (
    SELECT moment, stop, lead(moment) OVER (PARTITION BY person_id ORDER BY moment) AS next_moment FROM active
)
SELECT moment::DATE AS month, avg((NOT coalesce(next_moment = moment + INTERVAL 1 MONTH, FALSE))::INT) AS value, count(*) AS n
FROM followed
WHERE moment < stop
GROUP BY moment
