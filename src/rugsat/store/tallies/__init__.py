"""How many of what the register holds on each day, kept by the database itself with every row that is written."""
