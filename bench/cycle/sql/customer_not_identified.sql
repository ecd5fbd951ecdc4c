WITH identified AS (
    SELECT exchange, client, min(CASE WHEN identification_status = 'identified' THEN coalesce(identified_on, DATE '1970-01-01') ELSE identified_on END) AS identified_on
    FROM exchange_clients GROUP BY exchange, client
), unknown AS (
    SELECT exchange, client, legal_day, own, sum(executions) AS executions, bool_or(known.client IS NOT NULL) AS reported
    FROM executed_days LEFT JOIN identified known USING (exchange, client)
    WHERE (identified_on IS NULL OR identified_on > legal_day)
      AND EXISTS (FROM law WHERE parameter = 'exchange.identification_before_wallet' AND value_base = 1 AND legal_day >= since AND legal_day < until)
    GROUP BY ALL
), covered AS (
    SELECT exchange, max(legal_day) AS reported_on
    FROM exchange_clients ANTI JOIN (FROM not_whole WHERE "return" = 'exchange_clients') USING (exchange, legal_day) GROUP BY exchange
)
SELECT 'exchange:' || exchange || '/client:' || client AS subject, legal_day AS first_day, legal_day AS last_day,
       sum(executions)::BIGINT AS observed, 0 AS "limit", 'count' AS unit
FROM unknown JOIN covered USING (exchange)
WHERE reported_on >= legal_day AND NOT (own = 1 AND NOT reported)
GROUP BY exchange, client, legal_day
