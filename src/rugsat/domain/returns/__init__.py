"""Returns: rules a row must keep, receipts, filings and due dates."""
