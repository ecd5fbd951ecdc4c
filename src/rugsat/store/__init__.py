"""What the office keeps: rows for parties, cases, money, findings and acts, in one relational database."""
