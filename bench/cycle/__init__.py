"""The national day: every check over one day of a whole country, with the month so far, beside hand-written SQL."""
