"""The command line: one file per noun; only here the clock is read."""
