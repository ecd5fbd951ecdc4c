WITH held AS (
    SELECT exchange, legal_day, dti, sum(quantity)::DECIMAL(38, 18) AS quantity
    FROM (SELECT exchange, legal_day, dti, wallet, max(quantity) AS quantity FROM wallets_and_reserves WHERE belongs_to = 'clients' GROUP BY ALL)
    GROUP BY ALL
), sides AS (
    SELECT exchange, legal_day, dti, quantity, 'owed' AS side FROM owed_assets SEMI JOIN wallets_and_reserves USING (exchange, legal_day)
    UNION ALL SELECT *, 'held' FROM held
)
SELECT sides.*, value AS "limit" FROM sides JOIN law
ON parameter = 'exchange.reserve_share' AND legal_day >= since AND legal_day < until
