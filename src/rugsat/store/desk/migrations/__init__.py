"""Migrations of rugsat.store.fees."""
