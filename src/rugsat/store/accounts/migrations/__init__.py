"""Migrations of rugsat.store.accounts."""
