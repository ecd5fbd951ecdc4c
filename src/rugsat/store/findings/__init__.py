"""Findings that the office has taken up from runs of supervision."""
