"""Requests for information: what was asked of whom, and what was said to it."""
