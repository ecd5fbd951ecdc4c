WITH taken AS (FROM filings WHERE status IN ('ACPT', 'PART')),
cancelled AS (SELECT sender, "return", period, part, max("commit") AS cancelled FROM taken WHERE kind = 'cancellation' GROUP BY ALL),
standing AS (
    SELECT taken.* FROM taken LEFT JOIN cancelled USING (sender, "return", period, part)
    WHERE kind <> 'cancellation' AND (cancelled IS NULL OR "commit" > cancelled)
), firsts AS (
    SELECT sender AS party, "return", period, unnest(CASE part WHEN '' THEN [''] ELSE ['', part] END) AS part, received_on, filing FROM standing
)
SELECT party, "return", period, part, due, min(received_on) AS received_on, min(filing) AS filing
FROM obligations LEFT JOIN firsts USING (party, "return", period, part)
WHERE due < getvariable('on_day') GROUP BY ALL
