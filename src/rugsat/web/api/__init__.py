"""The API for machines: returns, receipts, what is due, applications, and the public register."""
