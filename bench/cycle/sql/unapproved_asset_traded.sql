WITH daily AS (SELECT exchange, dti, legal_day, sum(executions)::BIGINT AS executions FROM executed_days GROUP BY ALL)
SELECT 'exchange:' || exchange || '/asset:' || dti AS subject, legal_day AS first_day, legal_day AS last_day,
       executions AS observed, 0 AS "limit", 'count' AS unit
FROM daily
WHERE NOT EXISTS (FROM approved_assets a WHERE a.dti = daily.dti AND legal_day >= a.since AND legal_day < a.until)
  AND EXISTS (FROM law WHERE parameter = 'exchange.approved_assets_only' AND value_base = 1 AND legal_day >= since AND legal_day < until)
