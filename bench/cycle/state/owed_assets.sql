SELECT exchange, legal_day, dti, sum(greatest(balance, 0))::DECIMAL(38, 18) AS quantity
FROM (SELECT exchange, legal_day, dti, client, min(balance) AS balance FROM client_balances WHERE dti IS NOT NULL GROUP BY ALL)
GROUP BY exchange, legal_day, dti
