"""Migrations of requests for information."""
