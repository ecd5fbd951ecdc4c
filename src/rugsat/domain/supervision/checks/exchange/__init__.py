"""Checks of exchanges."""
