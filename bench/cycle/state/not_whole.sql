-- Exchanges and days of whose filings something was refused or withdrawn last.
WITH periods AS (
    SELECT "return", sender, period, max(CASE WHEN whole THEN "commit" ELSE -1 END) AS whole, max(CASE WHEN whole THEN -1 ELSE "commit" END) AS broken
    FROM (SELECT *, status = 'ACPT' AND kind <> 'cancellation' AND rejected_rows = 0 AS whole FROM filings)
    GROUP BY "return", sender, period, part
), behind AS (
    SELECT DISTINCT 'orders_and_trades' AS "return", exchange, legal_day, sender, filing FROM event_filings
    UNION ALL SELECT DISTINCT 'exchange_clients', exchange, legal_day, sender, filing FROM exchange_clients
)
SELECT DISTINCT "return", exchange, legal_day
FROM behind JOIN filings USING ("return", sender, filing) SEMI JOIN (FROM periods WHERE broken >= whole) USING ("return", sender, period)
