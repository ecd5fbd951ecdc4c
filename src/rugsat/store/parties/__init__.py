"""Parties of the register: who they are, who owns them and who answers for them."""
