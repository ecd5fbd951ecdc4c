"""What stands in the register, in the words of the reader."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rugsat.domain.licensing.words import verb_in_words
from rugsat.kernel.language import gettext, in_language
from rugsat.law.rulebook import Rulebook
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.public.warned import Warned
from rugsat.web.layout.choices import PARTIES, STATUSES, USES
from rugsat.web.layout.countries import country_word


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


_COLOURS = {"in_force": "green", "suspended": "orange", "revoked": "red", "surrendered": "grey", "expired": "grey"}
"""The colours that the statuses of an authorisation are told in."""
WARNED_OF = ("suspended", "revoked")


def rulebook() -> Rulebook:
    """The law of the office."""
    return law_in_force().rulebook


def status_word(status: str) -> str:
    """A status."""
    return gettext(STATUSES[status]) if status in STATUSES else status.replace("_", " ")


def status_colour(status: str) -> str:
    """The colour of a status; the word beside it says the same."""
    return _COLOURS.get(status, "blue")


def kind_word(kind: str) -> str:
    """What kind of party it is."""
    return gettext(PARTIES[kind]) if kind in PARTIES else kind.replace("_", " ")


def use_word(use: str) -> str:
    """What a further name is."""
    return gettext(USES[use]) if use in USES else use


def instrument_word(instrument: str, on: date | None = None) -> str:
    """The title of an instrument on a day; its latest where the law has none that day."""
    held = rulebook().instruments.get(instrument)
    if held is None:
        return instrument.replace("_", " ")
    version = (held.on(on) if on else None) or held.versions[-1]
    return in_language(version.title)


def class_word(cls: str) -> str:
    """The title of a class; empty where there is none."""
    return "" if cls == "*" else in_language(rulebook().jurisdiction.classes.get(cls, {"en": cls}))


def zone_word(zone: str) -> str:
    """The title of a zone."""
    return in_language(rulebook().jurisdiction.zones.get(zone, {"en": zone}))


def rest_word(warning: Warned) -> str:
    """What a warning rests on: law, an act of policy, or the word of another authority."""
    if warning.basis == "foreign":
        return gettext("{who}, in the register of {source}").format(who=warning.authority, source=warning.source)
    word = gettext("Law") if warning.basis == "law" else gettext("Policy of the authority")
    return f"{word}: {warning.rests_on}"


def condition_word(condition: Any) -> str:
    """A condition of an authorisation, in the language of the reader where it is written in several."""
    return in_language(condition) if isinstance(condition, Mapping) else str(condition)


def act_word(verb: str) -> str:
    """What an act is called; empty where the register was filled from elsewhere."""
    return verb_in_words(verb) if verb else ""


WORDS = {
    word.__name__: word
    for word in (
        act_word,
        class_word,
        condition_word,
        country_word,
        instrument_word,
        kind_word,
        rest_word,
        status_colour,
        status_word,
        use_word,
        zone_word,
    )
}
"""Filters of the templates."""
