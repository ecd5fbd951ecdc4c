SELECT exchange, transfer_id, client, legal_day, min(least(value_reporting, 1e15::DECIMAL(38, 18))) AS value_reporting,
       min(person) AS first_person, max(person) AS last_person
FROM transfers WHERE direction = 'out' AND abroad GROUP BY exchange, transfer_id, client, legal_day
