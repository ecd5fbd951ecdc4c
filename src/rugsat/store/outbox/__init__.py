"""The acts that await their place in the transparency log, numbered without gaps."""
