"""Drafts of warnings in words: how each stands, and what signing it does."""

from django.urls import reverse

from rugsat.kernel.language import gettext as _

_COLOURS = {"draft": "yellow", "signed": "green", "dropped": "grey"}


def draft_title(does: str) -> str:
    """What a draft is of."""
    return {
        "give": _("Draft of a warning"),
        "change": _("Draft of what a warning is to say"),
        "withdraw": _("Draft of the withdrawal of a warning"),
    }[does]


def draft_word(state: str) -> str:
    """How a draft stands."""
    return {"draft": _("Waits for another officer"), "signed": _("Signed"), "dropped": _("Dropped")}.get(state, state)


def draft_colour(state: str) -> str:
    """The colour of its tag."""
    return _COLOURS.get(state, "grey")


def draft_button(does: str) -> str:
    """What is pressed to sign a draft."""
    return {
        "give": _("Sign, and warn the public"),
        "change": _("Sign, and let the warning say this"),
        "withdraw": _("Sign, and withdraw the warning"),
    }[does]


def draft_address(draft: str) -> str:
    """The page of a draft."""
    return reverse("console:warning-draft", args=[draft])


WARNING_WORDS = {
    "draft_title": draft_title,
    "draft_word": draft_word,
    "draft_colour": draft_colour,
    "draft_button": draft_button,
}
"""Filters of the templates."""
