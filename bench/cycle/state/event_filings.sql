SELECT exchange, legal_day, sender, filing, count(*) AS events FROM orders_and_trades GROUP BY ALL
