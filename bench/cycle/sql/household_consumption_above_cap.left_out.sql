SELECT count(*) FROM metered_days WHERE metered_s > 0 AND NOT EXISTS (
    FROM reported WHERE reported.connection = metered_days.connection AND legal_day >= since AND legal_day < until)
