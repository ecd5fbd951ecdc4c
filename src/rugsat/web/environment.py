"""The templates of all areas: the environment of the layout with the words of each area."""

from typing import Any

from jinja2 import Environment

from rugsat.web.console.supervision_words import SUPERVISION_WORDS
from rugsat.web.console.words import WORDS as CONSOLE_WORDS
from rugsat.web.layout.environment import environment as layout_environment
from rugsat.web.layout.said import SAID_WORDS
from rugsat.web.portal.words import WORDS as PORTAL_WORDS
from rugsat.web.register.words import WORDS


def environment(**options: Any) -> Environment:
    """The environment that Django's Jinja backend asks for."""
    made = layout_environment(**options)
    made.filters |= WORDS | CONSOLE_WORDS | dict(PORTAL_WORDS) | SUPERVISION_WORDS | SAID_WORDS
    return made
