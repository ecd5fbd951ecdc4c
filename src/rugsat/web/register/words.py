"""What stands in the register, in the words of the reader."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rugsat.domain.licensing.words import verb_in_words
from rugsat.kernel.language import gettext, in_language
from rugsat.law.rulebook import Rulebook
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.public.warned import Warned
from rugsat.web.layout.countries import country_word


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


STATUSES = {
    "in_force": (_mark("In force"), "green"),
    "suspended": (_mark("Suspended"), "orange"),
    "revoked": (_mark("Revoked"), "red"),
    "surrendered": (_mark("Given up by the holder"), "grey"),
    "expired": (_mark("Expired"), "grey"),
}
"""What the register says of an authorisation, and the colour that it is told in."""
WARNED_OF = ("suspended", "revoked")
_KINDS = {
    "legal_entity": _mark("Legal entity"),
    "entrepreneur": _mark("Individual entrepreneur"),
    "natural_person": _mark("Natural person"),
    "energy_provider": _mark("Energy provider"),
    "bank": _mark("Bank"),
    "body": _mark("Public body"),
    "authority": _mark("Public body"),
}
_USES = {
    "registered": _mark("registered name"),
    "trade": _mark("trade name"),
    "transliteration": _mark("in another script"),
}


def rulebook() -> Rulebook:
    """The law of the office."""
    return law_in_force().rulebook


def status_word(status: str) -> str:
    """A status."""
    return gettext(STATUSES[status][0]) if status in STATUSES else status.replace("_", " ")


def status_colour(status: str) -> str:
    """The colour of a status; the word beside it says the same."""
    return STATUSES[status][1] if status in STATUSES else "blue"


def kind_word(kind: str) -> str:
    """What kind of party it is."""
    return gettext(_KINDS[kind]) if kind in _KINDS else kind.replace("_", " ")


def use_word(use: str) -> str:
    """What a further name is."""
    return gettext(_USES[use]) if use in _USES else use


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
