"""The rulebook: what the law says on a day, with its source."""
