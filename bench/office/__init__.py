"""The office at the size of a country: pages of the register beside a bare Django page on the same rows."""
