SELECT exchange, legal_day, missing, "distinct", sequence, following
FROM number_gaps ANTI JOIN (FROM not_whole WHERE "return" = 'orders_and_trades') USING (exchange, legal_day)
WHERE EXISTS (FROM law WHERE parameter = 'records.sequence_without_gaps' AND value_base = 1 AND legal_day >= since AND legal_day < until)
