"""Migrations of data quality."""
