"""What the public may ask the register: parties, authorisations, lists, changes, counts, and no person behind them."""
