WITH readings AS (
    SELECT authorisation, connection, legal_day, began_us, interval_s, min(load_w) AS load_w, min(energy_wh) AS energy_wh
    FROM registered_readings JOIN holders USING (connection, legal_day)
    WHERE NOT estimated GROUP BY ALL
), days AS (
    SELECT authorisation, legal_day, min(interval_s) < max(interval_s) AS mixed FROM readings GROUP BY ALL
), several AS (
    SELECT readings.*, began_us + interval_s * 1000000 AS ended_us FROM readings SEMI JOIN (FROM days WHERE mixed) USING (authorisation, legal_day)
), plain AS (
    SELECT authorisation, legal_day, began_us, interval_s, sum(load_w)::BIGINT AS load_w
    FROM (SELECT * FROM readings ANTI JOIN (FROM days WHERE mixed) USING (authorisation, legal_day)
          UNION ALL SELECT * EXCLUDE ended_us FROM several WHERE interval_s > 3600)
    GROUP BY ALL
), within_lengths AS (
    SELECT w.authorisation, w.legal_day, w.began_us, w.interval_s, i.connection, i.interval_s AS length, sum(i.energy_wh) AS energy_wh
    FROM (SELECT DISTINCT authorisation, legal_day, began_us, ended_us, interval_s FROM several WHERE interval_s <= 3600) w
    JOIN (FROM several WHERE interval_s <= 3600) i
      ON w.authorisation = i.authorisation AND w.legal_day = i.legal_day AND i.began_us >= w.began_us AND i.ended_us <= w.ended_us
    GROUP BY ALL
), within_each AS (
    SELECT authorisation, legal_day, began_us, interval_s, connection, max(energy_wh) AS energy_wh FROM within_lengths GROUP BY ALL
), within_hour AS (
    SELECT authorisation, legal_day, began_us, interval_s, (sum(energy_wh) * (3600 // interval_s))::BIGINT AS load_w
    FROM within_each GROUP BY authorisation, legal_day, began_us, interval_s
), loads AS (FROM plain UNION ALL FROM within_hour),
judged AS (
    SELECT loads.*, class, licensed_w
    FROM loads JOIN authorisations USING (authorisation)
    WHERE licensed_w IS NOT NULL AND legal_day >= since AND legal_day < until
)
SELECT 'authorisation:' || authorisation AS subject, began_us, began_us + interval_s * 1000000 AS ended_us,
       legal_day AS first_day, legal_day AS last_day, load_w AS observed, licensed_w AS "limit", 'W' AS unit, judged.class AS class
FROM judged JOIN law ON law.class IN (judged.class, '*') AND legal_day >= law.since AND legal_day < law.until
WHERE parameter = 'mining.capacity_tolerance'
  AND least(load_w, 1000000000000) * 1000000 > least(licensed_w, 1000000000000) * (value_base + 1000000)
