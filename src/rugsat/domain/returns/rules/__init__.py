"""One rule kind per file: `judge` makes the judge of a rule of that kind in a setting."""
