WITH running AS (
    SELECT *, date_trunc('month', legal_day)::DATE AS month FROM mining_hardware
    WHERE status = 'running' AND date_trunc('month', legal_day) < date_trunc('month', getvariable('on_day'))
), unknown AS (
    FROM running r WHERE NOT EXISTS (FROM devices d WHERE d.serial = r.serial AND d.site = r.site AND legal_day >= since AND legal_day < until)
), twice AS (
    SELECT serial, month, max(twice) AS twice FROM (
        SELECT serial, month, legal_day, (min(site) < max(site))::BIGINT AS twice
        FROM running SEMI JOIN unknown USING (serial) GROUP BY ALL) GROUP BY ALL
), payouts AS (
    SELECT authorisation, asset, pool, payout, min(least(shares_th, 1e14::DECIMAL(38, 18))) AS shares_th, min(worker) AS worker, min(legal_day) AS legal_day
    FROM pool_payouts WHERE shares_th IS NOT NULL GROUP BY ALL
)
SELECT 'fleet' AS what, authorisation, greatest(d.since, s.since) AS since, least(d.until, s.until) AS until, machines, nominal_th_s
FROM (SELECT site, since, until, nominal_th_s, count(*) AS machines FROM devices GROUP BY ALL) d JOIN sites s USING (site)
WHERE greatest(d.since, s.since) < least(d.until, s.until)
UNION ALL BY NAME SELECT 'sites' AS what, authorisation, since, until FROM sites
UNION ALL BY NAME SELECT 'declared' AS what, site, serial, since, until FROM devices SEMI JOIN unknown USING (site)
UNION ALL BY NAME
SELECT 'running' AS what, authorisation, month, sender, filing, row, site, serial, legal_day AS since, twice FROM unknown JOIN twice USING (serial, month)
UNION ALL BY NAME
SELECT 'monthly' AS what, authorisation, date_trunc('month', legal_day)::DATE AS month, sender, filing, row, machines FROM mining_monthly
WHERE date_trunc('month', legal_day) < date_trunc('month', getvariable('on_day'))
UNION ALL BY NAME
SELECT 'paid' AS what, authorisation, asset, pool, worker, date_trunc('month', legal_day)::DATE AS month, legal_day AS since, sum(shares_th)::DECIMAL(38, 18) AS shares_th
FROM payouts WHERE date_trunc('month', legal_day) < date_trunc('month', getvariable('on_day')) GROUP BY ALL
