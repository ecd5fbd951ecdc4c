"""Registers that others have kept, read strictly: every fault is named by file, row and field."""
