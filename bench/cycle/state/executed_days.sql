SELECT exchange, client, dti, (capacity IS NOT DISTINCT FROM 'DEAL')::BIGINT AS own, legal_day, count(*) AS executions
FROM orders_and_trades WHERE event IN ('PARF', 'FILL') GROUP BY ALL
