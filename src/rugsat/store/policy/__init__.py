"""The acts by which the authority sets what the law leaves to it."""
