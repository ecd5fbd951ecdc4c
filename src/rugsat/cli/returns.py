"""`rugsat returns`: the group with all its commands, each of which registers itself when its module is imported."""

from rugsat.cli import returns_check, returns_file, returns_list
from rugsat.cli.returns_app import returns_app

COMMANDS = (returns_check, returns_file, returns_list)
"""The modules whose commands the group has."""

__all__ = ["COMMANDS", "returns_app"]
