"""What exchanges, clients and banks do that they should not, and what only looks like it; one file for each family."""
