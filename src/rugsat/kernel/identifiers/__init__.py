"""Identifiers that international standards define, each with its check."""
