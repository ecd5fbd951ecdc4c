"""The console: where officers work."""
