"""Migrations of rugsat.store.outbox."""
