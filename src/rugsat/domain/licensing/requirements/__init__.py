"""The requirements of an authorisation, one a file; found by their file."""
