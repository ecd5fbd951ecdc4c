"""Migrations of rugsat.store.findings."""
