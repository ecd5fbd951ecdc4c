"""Verifying what the authority has signed, without the authority."""
