"""Migrations of rugsat.store.licensing."""
