"""Return definitions: what is filed, by whom, when, and which rules every row must keep."""
