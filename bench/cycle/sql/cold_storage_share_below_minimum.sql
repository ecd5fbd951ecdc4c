WITH once AS (
    SELECT exchange, legal_day, wallet, dti, min(kind) AS kind, max(kind) AS other, max(belongs_to) AS owner,
           min(value_reporting) AS low, max(value_reporting) AS high
    FROM wallets_and_reserves GROUP BY ALL HAVING min(belongs_to) = 'clients'
), kept AS (
    SELECT exchange, legal_day, kind, CASE kind WHEN 'cold' THEN high ELSE low END AS value
    FROM once WHERE kind = 'cold' OR (kind = 'hot' AND other = 'hot' AND owner = 'clients')
), sums AS (
    SELECT exchange, legal_day, kind, sum(value)::DECIMAL(38, 18) AS value
    FROM kept ANTI JOIN (SELECT exchange, legal_day FROM once WHERE kind = 'cold' AND high IS NULL) USING (exchange, legal_day)
    WHERE value IS NOT NULL GROUP BY ALL
)
SELECT sums.*, law.value AS "limit" FROM sums JOIN law
ON parameter = 'exchange.cold_storage_share' AND legal_day >= since AND legal_day < until
