"""Checks of filing itself."""
