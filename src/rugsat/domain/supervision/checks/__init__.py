"""Checks: one file, one statement that can be true; the file is named for it."""
