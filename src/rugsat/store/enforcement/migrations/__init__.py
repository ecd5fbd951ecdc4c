"""Migrations of cases of findings."""
