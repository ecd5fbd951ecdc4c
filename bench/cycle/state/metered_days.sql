-- Energy of each connection and day, counted once: one pass, and once more by interval for what came more than once.
WITH sums AS MATERIALIZED (
    SELECT connection, legal_day,
           sum(energy_wh) FILTER (NOT estimated) AS energy_wh, sum(energy_wh) AS energy_upper_wh,
           sum(interval_s) FILTER (NOT estimated) AS metered_s, sum(interval_s) AS covered_s,
           min(filing) = max(filing) AND min(interval_s) = max(interval_s) AS alone,
           min(sender) AS first_sender, max(sender) AS last_sender
    FROM meter_readings GROUP BY connection, legal_day
), intervals AS (
    SELECT connection, legal_day, interval_s,
           min(energy_wh) FILTER (NOT estimated) AS low, max(energy_wh) AS high
    FROM meter_readings SEMI JOIN (FROM sums WHERE NOT alone) USING (connection, legal_day)
    GROUP BY connection, legal_day, began_us, interval_s
), lengths AS (
    SELECT connection, legal_day, sum(low) AS low, sum(high) AS high,
           sum(interval_s) FILTER (low IS NOT NULL) AS metered, sum(interval_s) AS covered
    FROM intervals GROUP BY connection, legal_day, interval_s
), several AS (
    SELECT connection, legal_day, max(low) AS low, sum(high) AS high, max(metered) AS metered, max(covered) AS covered
    FROM lengths GROUP BY connection, legal_day
)
SELECT connection, legal_day,
       coalesce(CASE WHEN alone THEN energy_wh ELSE low END, 0)::BIGINT AS energy_wh,
       (CASE WHEN alone THEN energy_upper_wh ELSE high END)::BIGINT AS energy_upper_wh,
       coalesce(CASE WHEN alone THEN metered_s ELSE metered END, 0)::BIGINT AS metered_s,
       (CASE WHEN alone THEN covered_s ELSE covered END)::BIGINT AS covered_s,
       first_sender, last_sender
FROM sums LEFT JOIN several USING (connection, legal_day)
