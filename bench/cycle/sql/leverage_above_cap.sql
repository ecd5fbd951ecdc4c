WITH once AS (
    SELECT exchange, position, legal_day, min(leverage) AS leverage, min(client) AS client
    FROM margin_positions WHERE leverage IS NOT NULL GROUP BY ALL HAVING min(client) = max(client)
), highest AS (
    SELECT exchange, client, legal_day, max(leverage) AS leverage, max(value) AS cap
    FROM once JOIN law ON parameter = 'exchange.leverage_cap' AND legal_day >= since AND legal_day < until
    WHERE leverage > value GROUP BY ALL
)
SELECT 'exchange:' || exchange || '/client:' || client AS subject, legal_day AS first_day, legal_day AS last_day,
       leverage AS observed, cap AS "limit", 'ratio' AS unit
FROM highest
