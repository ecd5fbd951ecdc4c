"""Contracts: the datasets that floors and programs hand to each other, versioned."""
