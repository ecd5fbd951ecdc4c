"""Migrations of rugsat.store.api_access."""
