"""Supervision: checks ask, findings answer."""
