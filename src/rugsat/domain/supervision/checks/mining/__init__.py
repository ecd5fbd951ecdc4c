"""Checks of miners."""
