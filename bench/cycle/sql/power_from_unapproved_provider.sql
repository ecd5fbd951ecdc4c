WITH latest AS (
    SELECT connection, sender, party, authorisation, max(contract_since) AS since, min(coalesce(contract_until, DATE '9999-12-31')) AS last
    FROM (FROM provider_attestations QUALIFY attested = max(attested) OVER (PARTITION BY connection, sender, party, authorisation, contract))
    GROUP BY connection, sender, party, authorisation, contract
), contracts AS (
    SELECT connection, l.authorisation, sender AS provider, greatest(l.since, a.since) AS since, a.until, last
    FROM latest l JOIN authorisations a USING (authorisation, party)
    WHERE status IN ('in_force', 'suspended') AND greatest(l.since, a.since) < a.until
), supplies AS (
    SELECT connection, authorisation, provider, 0 AS attested, since, until, DATE '9999-12-31' AS last FROM licensed
    UNION ALL SELECT connection, authorisation, NULL, 0, since, until, DATE '9999-12-31' FROM licensed
    UNION ALL SELECT connection, authorisation, provider, 1, since, until, last FROM contracts
), drawn AS (
    SELECT connection, legal_day, energy_wh, s.authorisation, s.provider, s.attested, m.first_sender, m.last_sender
    FROM metered_days m JOIN supplies s USING (connection)
    WHERE metered_s > 0 AND energy_wh > 0 AND legal_day >= since AND legal_day < until AND legal_day <= last
), alone AS (
    FROM (FROM drawn QUALIFY attested = min(attested) OVER (PARTITION BY connection, legal_day))
    QUALIFY min(authorisation) OVER (PARTITION BY connection, legal_day) = max(authorisation) OVER (PARTITION BY connection, legal_day)
), named AS (
    SELECT authorisation, connection, legal_day, energy_wh, coalesce(provider, CASE WHEN attested = 0 THEN p.party END) AS provider
    FROM alone LEFT JOIN (FROM parties WHERE kind = 'energy_provider') p
      ON first_sender = last_sender AND p.party = first_sender AND legal_day >= p.since AND legal_day < p.until
), unapproved AS (
    SELECT authorisation, connection, legal_day, max(energy_wh) AS energy_wh FROM named
    WHERE provider IS NOT NULL
      AND NOT EXISTS (FROM approved_providers a WHERE a.provider = named.provider AND legal_day >= a.since AND legal_day < a.until)
    GROUP BY ALL
)
SELECT 'authorisation:' || authorisation AS subject, legal_day AS first_day, legal_day AS last_day,
       sum(energy_wh)::BIGINT AS observed, 0 AS "limit", 'Wh' AS unit
FROM unapproved
WHERE EXISTS (FROM law WHERE parameter = 'energy.approved_provider_required' AND value_base = 1 AND legal_day >= since AND legal_day < until)
GROUP BY authorisation, legal_day
