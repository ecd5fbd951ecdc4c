"""The report of a run: a page to look at and a text to read."""
