"""Migrations of rugsat.store.policy."""
