WITH held AS (
    SELECT DISTINCT authorisation, connection, greatest(c.since, s.since) AS since, least(c.until, s.until) AS until
    FROM connections c JOIN sites s USING (site) WHERE greatest(c.since, s.since) < least(c.until, s.until)
), days AS (
    SELECT authorisation, connection, date_trunc('month', legal_day)::DATE AS month, legal_day, max(energy_wh) AS energy_wh,
           max(energy_upper_wh) AS upper_wh, max(least(metered_s, 86400)) AS metered_s, max(least(covered_s, 86400)) AS covered_s,
           max(CASE WHEN metered_s >= 86400 THEN energy_wh END) AS best_wh
    FROM metered_days JOIN held USING (connection) WHERE legal_day >= since AND legal_day < until GROUP BY ALL
)
SELECT 'held' AS what, authorisation, connection, since, until FROM held
UNION ALL BY NAME
SELECT 'attested' AS what, authorisation, connection, attested AS since, contract_until AS until, source,
       separate_meter::BIGINT AS separate, contract_since FROM provider_attestations
UNION ALL BY NAME
SELECT 'declared' AS what, authorisation, month, asset, energy_wh, sender, filing, row FROM mining_monthly
WHERE month < date_trunc('month', getvariable('on_day'))
UNION ALL BY NAME
SELECT 'metered' AS what, authorisation, connection, month, sum(energy_wh)::BIGINT AS energy_wh, sum(upper_wh)::BIGINT AS upper_wh,
       sum(metered_s)::BIGINT AS metered_s, sum(covered_s)::BIGINT AS covered_s, max(best_wh) AS best_wh
FROM days GROUP BY authorisation, connection, month
