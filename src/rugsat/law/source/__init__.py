"""Reading the YAML of the law with the file and line of every key."""
