"""What the authority signs, and how anyone verifies it without the authority: keys, certificates, statements."""
