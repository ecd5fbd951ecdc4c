"""Migrations of rugsat.store.runs."""
