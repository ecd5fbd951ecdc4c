"""Requests for information: a question of the authority to a firm, its answer, and the legal time between them."""
