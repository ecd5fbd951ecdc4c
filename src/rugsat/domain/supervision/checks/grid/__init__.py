"""Checks of the grid: households, tariffs, transformers."""
