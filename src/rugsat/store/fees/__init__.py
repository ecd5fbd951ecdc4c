"""The fee ledger: invoices, payments, refunds and the double entry behind them."""
