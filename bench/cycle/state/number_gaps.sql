-- Days on which numbers are missing within an order book and over the exchange, with the first gap.
WITH books AS (
    SELECT DISTINCT exchange, legal_day FROM (
        SELECT exchange, legal_day FROM orders_and_trades
        GROUP BY exchange, legal_day, dti, coalesce(counter_dti, ''), coalesce(currency, '')
        HAVING max(sequence) - min(sequence) + 1 > count(DISTINCT sequence))
), suspected AS MATERIALIZED (
    SELECT exchange, legal_day, max(sequence) - min(sequence) + 1 - count(DISTINCT sequence) AS missing,
           count(DISTINCT sequence) AS "distinct"
    FROM orders_and_trades SEMI JOIN books USING (exchange, legal_day)
    GROUP BY exchange, legal_day HAVING missing > 0
), steps AS (
    SELECT exchange, legal_day, sequence, lead(sequence) OVER (PARTITION BY exchange, legal_day ORDER BY sequence) AS following
    FROM (SELECT DISTINCT exchange, legal_day, sequence FROM orders_and_trades SEMI JOIN suspected USING (exchange, legal_day))
)
SELECT exchange, legal_day, missing, "distinct", min(sequence) AS sequence, min(following) AS following
FROM suspected JOIN steps USING (exchange, legal_day) WHERE following - sequence > 1 GROUP BY ALL
