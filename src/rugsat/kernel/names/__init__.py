"""Names of persons and firms: one key for one name, whatever its script and spelling."""
