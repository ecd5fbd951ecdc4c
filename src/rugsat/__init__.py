"""Rugsat: licensing, supervision and taxation of crypto mining and crypto exchanges."""

__version__ = "0.1.0"
