WITH homes AS (SELECT connection, region AS zone, since, until FROM reported WHERE tariff_class = 'household'),
caps AS (SELECT zone, since AS cap_since, until AS cap_until, value_base AS cap FROM law WHERE parameter = 'household.consumption_cap'),
capped AS (
    SELECT connection, homes.zone, cap, greatest(since, cap_since) AS since, least(until, cap_until) AS until
    FROM homes JOIN caps ON caps.zone IN (homes.zone, '*')
    WHERE greatest(since, cap_since) < least(until, cap_until)
), parts AS (
    SELECT connection, date_trunc('month', legal_day)::DATE AS month, zone, cap, sum(energy_wh)::BIGINT AS energy, max(legal_day) AS last_day
    FROM metered_days JOIN capped USING (connection)
    WHERE metered_s > 0 AND legal_day >= since AND legal_day < until
    GROUP BY ALL
), months AS (
    SELECT connection, month, sum(energy)::BIGINT AS energy, max(cap) AS cap,
           list({'cap': cap, 'zone': zone}) AS zones, max(last_day) AS last_day
    FROM parts GROUP BY connection, month HAVING sum(energy) > max(cap)
)
SELECT 'connection:' || connection AS subject, month AS first_day, last_day, energy AS observed, cap AS "limit", 'Wh' AS unit,
       list_min([each.zone FOR each IN zones IF each.cap = cap]) AS zone
FROM months
