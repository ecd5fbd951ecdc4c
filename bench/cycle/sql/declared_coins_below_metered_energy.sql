WITH marked AS (SELECT *, (coins > 0 OR energy_wh > 0) AS used FROM mining_monthly),
mined AS (
    SELECT authorisation, month, sum(used)::BIGINT AS mined, min(asset) AS first
    FROM (SELECT authorisation, month, asset, max(used::INTEGER) AS used FROM marked GROUP BY ALL) GROUP BY ALL
), declared AS (
    SELECT authorisation, month, asset, sum(least(coins, 1e15::DECIMAL(38, 18)))::DECIMAL(38, 18) AS coins,
           CASE WHEN min(pool_scheme) = max(pool_scheme) THEN min(pool_scheme) ELSE 'several schemes' END AS pool_scheme,
           CASE WHEN min(pool) = max(pool) THEN min(pool) END AS pool,
           CASE WHEN count(*) = 1 THEN min(sender) END AS sender, CASE WHEN count(*) = 1 THEN min(filing) END AS filing,
           CASE WHEN count(*) = 1 THEN min(row) END AS row
    FROM marked JOIN mined USING (authorisation, month)
    WHERE algorithm IN ('sha256d', 'scrypt', 'x11') AND mined < 2 AND (used OR (mined = 0 AND asset = first))
      AND month < date_trunc('month', getvariable('on_day'))
    GROUP BY authorisation, month, asset
), days AS (SELECT DISTINCT legal_day FROM metered_days),
feeding AS (
    SELECT connection, legal_day, min(authorisation) AS authorisation
    FROM days JOIN connections c ON legal_day >= c.since AND legal_day < c.until
    JOIN sites s ON s.site = c.site AND legal_day >= s.since AND legal_day < s.until
    GROUP BY connection, legal_day HAVING count(DISTINCT authorisation) = 1
), energy AS (
    SELECT authorisation, legal_day, sum(energy_wh)::BIGINT AS energy_wh FROM metered_days JOIN feeding USING (connection, legal_day)
    WHERE metered_s > 0 GROUP BY ALL
), fleet AS (
    SELECT authorisation, legal_day, nominal_w, nominal_th_s, count(*) AS machines
    FROM days JOIN sites s ON legal_day >= s.since AND legal_day < s.until
    JOIN devices d ON d.site = s.site AND legal_day >= d.since AND legal_day < d.until
    WHERE nominal_w > 0 AND nominal_th_s > 0 GROUP BY ALL
), stated AS (
    SELECT series, began AS since, lead(began, 1, DATE '9999-12-31') OVER (PARTITION BY series ORDER BY began) AS until, value, other
    FROM (SELECT series, began, min(value) AS value, max(value) AS other FROM reference_series GROUP BY ALL)
), series_days AS (
    SELECT series, legal_day, value FROM stated JOIN days ON legal_day >= since AND legal_day < until WHERE value = other
)
SELECT authorisation, month, energy.legal_day, nominal_w, nominal_th_s, machines, energy_wh, asset, pool_scheme, coins, sender, filing, row,
       d.value AS difficulty, r.value AS reward, n.value AS network_blocks, p.value AS pool_share_ppm
FROM energy JOIN fleet USING (authorisation, legal_day)
JOIN declared USING (authorisation)
JOIN series_days r ON r.legal_day = energy.legal_day
 AND r.series = (CASE WHEN pool_scheme IN ('pps', 'several schemes') THEN 'block_subsidy.' ELSE 'block_reward.' END) || asset
JOIN series_days d ON d.legal_day = energy.legal_day AND d.series = 'difficulty.' || asset
LEFT JOIN series_days n ON n.legal_day = energy.legal_day AND n.series = 'network_blocks.' || asset
LEFT JOIN series_days p ON p.legal_day = energy.legal_day AND p.series = 'pool_share_ppm.' || coalesce(pool, '')
WHERE month = date_trunc('month', energy.legal_day) AND d.value > 0 AND r.value > 0
