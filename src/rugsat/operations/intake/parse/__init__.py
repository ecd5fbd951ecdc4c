"""One module per file syntax: bytes in, batches of text columns out."""
