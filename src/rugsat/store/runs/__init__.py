"""Runs of the supervision cycle that the office has asked for: who leads one, how far it is, what came of it."""
