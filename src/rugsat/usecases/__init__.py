"""Acts of authority, one to a file: permission, decision, keeping and the outbox, in one transaction."""
