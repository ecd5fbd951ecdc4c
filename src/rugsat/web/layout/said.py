"""What bodies attest of an application, and what its plans commit to, in the words of the reader."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from rugsat.domain.licensing.words import office_in_words
from rugsat.kernel.language import gettext, in_language
from rugsat.kernel.numbers import exact
from rugsat.operations.report.answers import attestation_word, thing_word
from rugsat.operations.report.articles import article_in_words, citation_in_words
from rugsat.operations.report.grounds import ground_word
from rugsat.operations.report.wording import amount, day, number
from rugsat.store.kept_law import law_in_force
from rugsat.web.layout.countries import country_word


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


_FIELDS = {
    "accounts": _mark("Accounts"),
    "agrees": _mark("Agrees"),
    "amount": _mark("Amount"),
    "bank_line": _mark("Line of the bank statement"),
    "born": _mark("Born on"),
    "capacity_w": _mark("Capacity"),
    "challenged_on": _mark("Asked to sign on"),
    "countries": _mark("Countries"),
    "country": _mark("Country"),
    "currency": _mark("Currency"),
    "digest": _mark("Digest (SHA-256)"),
    "kind": _mark("Kind"),
    "land_use": _mark("Use of the land"),
    "latitude": _mark("Latitude"),
    "legal_form": _mark("Legal form"),
    "longitude": _mark("Longitude"),
    "made_on": _mark("Month of manufacture"),
    "message": _mark("Message that was signed"),
    "meter": _mark("Number of the meter"),
    "method": _mark("Method of the signature"),
    "name": _mark("Name"),
    "note": _mark("Note"),
    "origin": _mark("Country of origin"),
    "owners": _mark("Owners and their shares"),
    "party": _mark("Party"),
    "passed": _mark("Passed"),
    "seat_country": _mark("Country of the seat"),
    "serials": _mark("Serial numbers"),
    "serves": _mark("What else hangs behind the meter"),
    "signature": _mark("Signature"),
    "site": _mark("Site"),
    "status": _mark("Status"),
    "supplier": _mark("Supplier"),
    "unexpunged": _mark("Unexpunged criminal record"),
    "zone": _mark("Zone"),
    # Parts of plans.
    "audit_every_days": _mark("Days between audits"),
    "cold_share": _mark("Share in cold storage, in percent"),
    "identification": _mark("How clients are identified"),
    "key_holders": _mark("Holders of keys"),
    "monitoring": _mark("How transactions are watched"),
    "record_keeping": _mark("How records are kept"),
    "recovery": _mark("How keys are recovered"),
    "reporting": _mark("How suspicions are reported"),
    "risk_assessment": _mark("Assessment of risks"),
    "signatures_needed": _mark("How many of them must sign together"),
    "training": _mark("How staff is trained"),
}
_STATUSES = {
    "active": _mark("active"),
    "in_liquidation": _mark("in liquidation"),
    "struck_off": _mark("struck off"),
}
_FIRMS = {"legal_entity": _mark("legal entity"), "entrepreneur": _mark("individual entrepreneur")}
_MOST_PLACES = 8


def field_word(name: str) -> str:
    """The title of what is said in a field; the name of one that nobody has given a title, with spaces."""
    return gettext(_FIELDS[name]) if name in _FIELDS else name.replace("_", " ")


def company_statuses() -> list[tuple[str, str]]:
    """How an entry in the company register may stand, as value and word."""
    return [(status, gettext(word)) for status, word in _STATUSES.items()]


def company_kinds() -> list[tuple[str, str]]:
    """What is entered in the company register, as value and word."""
    return [(kind, gettext(word)) for kind, word in _FIRMS.items()]


def said_lines(says: Any) -> list[tuple[str, str]]:
    """What an attestation or a plan says, field by field: its title, and its value with its unit."""
    if not isinstance(says, dict):
        return []
    return [(field_word(name), said_value(name, value)) for name, value in says.items()]


def said_value(name: str, value: Any) -> str:
    """The value of a field with its unit; one that is none of the field's as it is."""
    return _shown(_VALUES.get(name, _plain), value)


def act_title(act: str) -> str:
    """The title of an act of the authority, by its name."""
    held = law_in_force().rulebook.acts.get(act)
    return in_language(held.title) if held else act


def cited(citation: object) -> str:
    """What is cited; an act of the authority by its title in the language of the reader."""
    return citation_in_words(str(citation), law_in_force())


def article_word(said: str) -> str:
    """A value of the law by its title, with what sets it."""
    return article_in_words(said, law_in_force())


def sayer_word(by: str) -> str:
    """Who has said something, where it is no party: the applicant or the register; anybody else as named."""
    return office_in_words(by) if by in {"applicant", "register"} else by


def _shown(as_written: Callable[[Any], str], value: Any) -> str:
    """A value as its field has it; one that is none of the field's, as anybody may have written it, as it is."""
    if isinstance(value, list | tuple):
        return ", ".join(_shown(as_written, each) for each in value)
    try:
        return as_written(value)
    except (ArithmeticError, KeyError, TypeError, ValueError):
        return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_plain(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_plain(each) for each in value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(value)


def _day(value: str) -> str:
    return day(date.fromisoformat(value))


def _zone(value: str) -> str:
    return in_language(law_in_force().rulebook.jurisdiction.zones[value])


_VALUES: Mapping[str, Callable[[Any], str]] = {
    "amount": lambda value: number(exact(str(value)), places=_MOST_PLACES),
    "born": _day,
    "capacity_w": lambda value: amount(exact(str(value)), "W"),
    "challenged_on": _day,
    "countries": country_word,
    "country": country_word,
    "kind": lambda value: gettext(_FIRMS[value]),
    "origin": country_word,
    "owners": lambda shares: "; ".join(f"{owner}: {share}\u00a0%" for owner, share in shares.items()),
    "seat_country": country_word,
    "status": lambda value: gettext(_STATUSES[value]),
    "zone": _zone,
}
"""How the value of a field is written, where it is not as it is."""
SAID_WORDS = {
    "act_title": act_title,
    "article_word": article_word,
    "attestation_word": attestation_word,
    "cited": cited,
    "ground_word": ground_word,
    "said_lines": said_lines,
    "sayer_word": sayer_word,
    "thing_word": thing_word,
}
"""Filters of the templates."""
