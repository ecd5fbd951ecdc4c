"""Lists of sanctioned persons: dated, with a digest, and searched by folded names."""
