"""Migrations of rugsat.store.tallies."""
