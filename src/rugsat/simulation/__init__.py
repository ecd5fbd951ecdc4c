"""A whole country with known offences: it writes the very files that firms, providers and banks would file."""
