"""Policy acts in words: how each stands, and what it sets."""

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.policy import Sets
from rugsat.web.console.law_words import plain_value

_COLOURS = {"draft": "yellow", "to_come": "light-blue", "in_force": "green", "withdrawn": "grey"}


def policy_word(standing: str) -> str:
    """How an act stands on a day."""
    return {
        "draft": _("Draft"),
        "to_come": _("Adopted, to come"),
        "in_force": _("In force"),
        "withdrawn": _("Withdrawn"),
    }.get(standing, standing)


def policy_colour(standing: str) -> str:
    """The colour of its tag."""
    return _COLOURS.get(standing, "grey")


def policy_value(each: Sets) -> str:
    """What an act sets, as it is written; of an indexed amount the number of units."""
    if each.dated.value is None:
        return _("nothing any more")
    return plain_value(each.parameter, each.dated.value, each.parameter.form.unit.name)


POLICY_WORDS = {"policy_word": policy_word, "policy_colour": policy_colour, "policy_value": policy_value}
"""Filters of the templates."""
