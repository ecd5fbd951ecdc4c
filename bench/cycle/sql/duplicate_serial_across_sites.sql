WITH running AS (SELECT serial, legal_day, site, model, algorithm, sender, filing, row FROM mining_hardware WHERE status = 'running')
SELECT running.* FROM running
JOIN (SELECT serial, legal_day FROM running GROUP BY ALL HAVING min(site) < max(site)) USING (serial, legal_day)
WHERE EXISTS (FROM law WHERE parameter = 'mining.device_declaration_required' AND value_base = 1 AND legal_day >= since AND legal_day < until)
