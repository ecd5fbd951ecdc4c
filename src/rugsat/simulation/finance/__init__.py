"""The country's money and coins: clients, order books, transfers, margin, custody, and the banks that book it."""
