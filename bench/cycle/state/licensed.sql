-- Which connections feed which authorisation, while it binds its holder.
SELECT connection, provider, authorisation,
       greatest(c.since, s.since, a.since) AS since, least(c.until, s.until, a.until) AS until
FROM connections c JOIN sites s USING (site) JOIN (FROM authorisations WHERE status IN ('in_force', 'suspended')) a USING (authorisation)
WHERE greatest(c.since, s.since, a.since) < least(c.until, s.until, a.until)
