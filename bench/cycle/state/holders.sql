-- Connections and days that feed sites of one authorisation alone, with it.
SELECT connection, legal_day, min(authorisation) AS authorisation
FROM (SELECT DISTINCT legal_day FROM registered_readings) days
JOIN connections ON legal_day >= connections.since AND legal_day < connections.until
JOIN sites ON sites.site = connections.site AND legal_day >= sites.since AND legal_day < sites.until
GROUP BY connection, legal_day HAVING count(DISTINCT authorisation) = 1
