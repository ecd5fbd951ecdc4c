"""Questions to what the office keeps, each a plain answer of mappings and lists."""
