"""Migrations of the app of issued certificates."""
