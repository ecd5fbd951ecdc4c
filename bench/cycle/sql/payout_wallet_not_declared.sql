WITH paid AS (
    SELECT authorisation, party, pool, payout, legal_day, asset, amount, wallet, sender, filing, row
    FROM pool_payouts JOIN (SELECT authorisation, party, since, until FROM authorisations) USING (authorisation)
    WHERE legal_day >= since AND legal_day < until
)
SELECT paid.*, w.wallet AS declared, w.since, w.until
FROM paid LEFT JOIN wallets w USING (party)
WHERE NOT EXISTS (FROM wallets d WHERE d.wallet = paid.wallet AND d.party = paid.party AND legal_day >= d.since AND legal_day < d.until)
  AND EXISTS (FROM law WHERE parameter = 'mining.payout_wallet_declaration_required' AND value_base = 1 AND legal_day >= law.since AND legal_day < law.until)
