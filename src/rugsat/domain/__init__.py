"""What the state decides, as pure functions: no web, no database, no clock, no files."""
