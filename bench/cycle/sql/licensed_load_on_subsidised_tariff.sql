WITH points AS (
    SELECT connection, legal_day AS told, min(tariff_class) AS tariff_class, max(tariff_class) AS other_class
    FROM connection_points SEMI JOIN licensed USING (connection) GROUP BY ALL
), attested AS (
    SELECT connection, attested AS told, min(tariff_class) AS tariff_class, max(tariff_class) AS other_class
    FROM provider_attestations SEMI JOIN licensed USING (connection) GROUP BY ALL
), reports AS (FROM points UNION ALL FROM attested ANTI JOIN points USING (connection, told)),
held AS (
    SELECT *, told AS since, lead(told, 1, DATE '9999-12-31') OVER w AS until,
           lead(tariff_class) OVER w AS next_class, lead(other_class) OVER w AS next_other
    FROM reports WINDOW w AS (PARTITION BY connection ORDER BY told)
), begun AS (SELECT connection, min(since) AS begun FROM licensed GROUP BY connection),
drawn AS (
    SELECT DISTINCT connection, legal_day, energy_wh, begun
    FROM metered_days JOIN licensed USING (connection) JOIN begun USING (connection)
    WHERE metered_s > 0 AND energy_wh > 0 AND legal_day >= since AND legal_day < until
)
SELECT 'connection:' || drawn.connection AS subject, legal_day AS first_day, legal_day AS last_day, energy_wh AS observed, 0 AS "limit", 'Wh' AS unit
FROM drawn JOIN held USING (connection) JOIN law ON item = tariff_class
WHERE tariff_class = other_class AND legal_day >= held.since AND legal_day < held.until
  AND legal_day >= law.since AND legal_day < law.until AND parameter = 'household.forbidden_tariffs'
  AND (next_class IS NOT NULL AND next_class = tariff_class AND next_other = tariff_class
       OR next_class IS NULL AND told >= begun OR legal_day = told)
