"""The cycle: evidence and law of a day in, an immutable run of findings out."""
