WITH sent AS (
    SELECT * FROM transfers_abroad
    WHERE value_reporting IS NOT NULL AND (first_person = last_person OR first_person IS NULL)
), reports AS (
    SELECT exchange, client, legal_day, min(person) AS person, max(person) AS other
    FROM exchange_clients WHERE person IS NOT NULL GROUP BY ALL
), one AS (SELECT exchange, client, min(person) AS person FROM reports GROUP BY ALL HAVING min(person) = max(other)),
dated AS (
    SELECT exchange, client, person, other, legal_day AS since,
           lead(legal_day, 1, DATE '9999-12-31') OVER (PARTITION BY exchange, client ORDER BY legal_day) AS until
    FROM reports ANTI JOIN one USING (exchange, client)
), named AS (
    SELECT sent.legal_day, value_reporting, coalesce(first_person, one.person, dated.person) AS person
    FROM sent LEFT JOIN one USING (exchange, client)
    LEFT JOIN (FROM dated WHERE person = other) dated
      ON dated.exchange = sent.exchange AND dated.client = sent.client AND sent.legal_day >= dated.since AND sent.legal_day < dated.until
), daily AS (SELECT person, legal_day, sum(value_reporting)::DECIMAL(38, 18) AS value FROM named WHERE person IS NOT NULL GROUP BY ALL),
months AS (
    SELECT person, date_trunc('month', legal_day)::DATE AS month, sum(daily.value)::DECIMAL(38, 18) AS sent, max(law.value) AS cap, max(legal_day) AS last_day
    FROM daily JOIN law ON parameter = 'exchange.outflow_limit' AND legal_day >= since AND legal_day < until
    GROUP BY ALL
)
SELECT 'person:' || person AS subject, month AS first_day, last_day, sent AS observed, cap AS "limit", 'reporting currency' AS unit
FROM months WHERE sent > cap
