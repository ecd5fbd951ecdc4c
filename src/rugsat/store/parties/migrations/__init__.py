"""Migrations of rugsat.store.parties."""
