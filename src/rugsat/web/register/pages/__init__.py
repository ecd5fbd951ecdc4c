"""The pages of the register: each asks one query and shows its answer."""
