"""What the state is owed and paid: fees and the journal behind them, as pure functions."""
