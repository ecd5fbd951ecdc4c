-- What is known of each connection from one report to the next.
WITH told AS (
    SELECT connection, legal_day AS since, min(tariff_class) AS tariff_class, max(tariff_class) AS other_class,
           min(region) AS region, max(region) AS other_region
    FROM connection_points GROUP BY connection, legal_day
)
SELECT connection, tariff_class, region, since, until
FROM (SELECT *, lead(since, 1, DATE '9999-12-31') OVER (PARTITION BY connection ORDER BY since) AS until FROM told)
WHERE tariff_class = other_class AND region = other_region
