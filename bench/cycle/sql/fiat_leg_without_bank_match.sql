WITH claims AS (
    FROM (
        SELECT exchange, transfer_id AS name, min(legal_day) AS since, max(legal_day) AS since_most, min(value) AS amount, max(value) AS amount_most,
               min(value_currency) AS currency, max(value_currency) AS currency_most, min(direction) AS direction, max(direction) AS direction_most,
               min(channel) AS channel, min(sender) AS sender, min(filing) AS filing, min(row) AS row, count(*) AS number
        FROM transfers WHERE dti IS NULL AND channel IN ('bank', 'card') AND value > 0 GROUP BY exchange, transfer_id)
    WHERE since = since_most AND amount = amount_most AND currency = currency_most AND direction = direction_most
), partners AS (
    SELECT DISTINCT lei AS exchange, bank, b.since, b.until
    FROM bank_relations b JOIN (SELECT DISTINCT party, lei FROM parties WHERE lei IS NOT NULL) USING (party)
), booked AS (
    SELECT exchange, direction, currency, amount, name, since, count(*) AS number
    FROM (SELECT DISTINCT sender AS bank, entry, exchange, direction, currency, amount, coalesce(reference, '') AS name, legal_day AS since FROM bank_legs
          WHERE coalesce(account_holds <> 'own' AND channel <> 'internal', true)
             OR EXISTS (FROM claims WHERE claims.exchange = bank_legs.exchange AND claims.name = bank_legs.reference)) legs
    WHERE EXISTS (FROM partners p WHERE p.exchange = legs.exchange AND p.bank = legs.bank AND legs.since >= p.since AND legs.since < p.until)
    GROUP BY ALL
), returns AS (FROM filings WHERE "return" = 'bank_legs'),
periods AS (
    SELECT sender, period, max(CASE WHEN whole THEN "commit" ELSE -1 END) AS whole, max(CASE WHEN whole THEN -1 ELSE "commit" END) AS broken
    FROM (SELECT *, status = 'ACPT' AND kind <> 'cancellation' AND rejected_rows = 0 AS whole FROM returns) GROUP BY sender, period, part
)
SELECT 'transfer' AS kind, exchange, direction, currency, amount, name, since, channel, sender, filing, row, number
FROM claims ANTI JOIN (FROM booked WHERE name <> '') USING (exchange, direction, currency, amount, name, since)
UNION ALL BY NAME
SELECT 'leg' AS kind, exchange, direction, currency, amount, name, since, booked.number - (claims.number IS NOT NULL AND name <> '')::BIGINT AS number
FROM booked LEFT JOIN claims USING (exchange, direction, currency, amount, name, since)
WHERE booked.number > (claims.number IS NOT NULL AND name <> '')::BIGINT
UNION ALL BY NAME SELECT 'partner' AS kind, exchange, bank, since, until FROM partners
UNION ALL BY NAME SELECT DISTINCT 'booked' AS kind, sender AS bank, legal_day AS since FROM bank_legs
UNION ALL BY NAME
SELECT DISTINCT 'filed' AS kind, sender AS bank, period AS name FROM returns WHERE status IN ('ACPT', 'PART') AND kind <> 'cancellation'
UNION ALL BY NAME SELECT DISTINCT 'refused' AS kind, sender AS bank, period AS name FROM periods WHERE broken >= whole
