"""Findings in the words of officers: how they stand, what they concern, what happened to them."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from rugsat.kernel.language import gettext, in_language
from rugsat.law.adopted import definitions_in
from rugsat.operations.report.sentences import lifecycle_word, standing_meaning, subject_parts, subject_text
from rugsat.operations.report.wording import amount, amounts, days
from rugsat.store.kept_law import law_in_force

Choice = tuple[str, str]


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


_STATUSES = {
    "open": (_mark("Open"), "red"),
    "in_case": (_mark("In a case"), "blue"),
    "dismissed": (_mark("Dismissed"), "grey"),
    "gone": (_mark("Gone"), "green"),
}
_EVENTS = {
    "first_seen": _mark("First seen"),
    "still_true": _mark("Still true"),
    "changed": _mark("Still true, with other figures"),
    "gone": _mark("Gone: the evidence no longer gives it"),
    "back": _mark("There again"),
    "dismissed": _mark("Dismissed"),
    "in_case": _mark("Put into a case"),
    "answered": _mark("Answered by the firm"),
    "reopened": _mark("Open again: its case was closed"),
}
_A_DAY_US = 86_400_000_000
_STANDINGS = ("law", "policy", "demonstration", "unverified")


def status_word(status: str) -> str:
    """How a finding stands with the office."""
    return gettext(_STATUSES[status][0]) if status in _STATUSES else status


def status_colour(status: str) -> str:
    """The colour of its tag."""
    return _STATUSES[status][1] if status in _STATUSES else "grey"


def status_choices() -> list[Choice]:
    """Ways to stand, as value and word."""
    return [(name, status_word(name)) for name in _STATUSES]


def standing_choices() -> list[Choice]:
    """What a finding can rest on, as value and what that means."""
    return [(name, standing_meaning(name)) for name in _STANDINGS]


def event_word(what: str) -> str:
    """What happened to a finding."""
    return gettext(_EVENTS[what]) if what in _EVENTS else what.replace("_", " ").capitalize()


def figures(line: Any) -> str:
    """What was observed, and the limit."""
    observed, limit = amounts(Decimal(line.observed), Decimal(line.limit), line.unit, _currency())
    return gettext("{observed}, limit {limit}").format(observed=observed, limit=limit)


def occasion(row: dict[str, Any]) -> list[str]:
    """One occasion of a finding as cells: when, observed, limit, row."""
    zone = ZoneInfo(law_in_force().rulebook.jurisdiction.time_zone)
    observed, limit = amounts(row["observed"], row["limit"], row["unit"], _currency())
    began = datetime.fromtimestamp(row["began_us"] / 1_000_000, zone)
    when = days(row["first_day"], row["last_day"])
    if row["ended_us"] - row["began_us"] < _A_DAY_US:
        when = f"{when}, {began:%H:%M}"
    located = " ".join(str(row[name]) for name in ("sender", "filing", "row") if row[name] is not None)
    return [when, observed, limit, located]


def law_amount(row: dict[str, Any]) -> str:
    """A value of the law that was applied to a finding."""
    if row["value"] is None:
        return str(row["item"])
    if row["unit"] == "switch":
        return gettext("yes") if row["value"] else gettext("no")
    said = amount(row["value"], row["unit"], _currency())
    return f"{row['item']}: {said}" if row["item"] else said


def _currency() -> str:
    return law_in_force().rulebook.jurisdiction.reporting_currency


def subject_rows(subject: str) -> list[tuple[str, str]]:
    """Whom or what a finding concerns, as keys and values."""
    parts = subject_parts(subject, _returns(subject))
    return [(kind[:1].upper() + kind[1:], identifier) for kind, identifier in parts]


def law_title(parameter: str) -> str:
    """The title of a value of the law; its identifier where the law of today has none of it."""
    found = law_in_force().rulebook.parameters.get(parameter)
    return in_language(found.title) if found else parameter


def _returns(subject: str) -> dict[str, str]:
    """The titles of returns by their names, where a subject names one: most do not, and a page has many."""
    forms = definitions_in(law_in_force()) if "return:" in subject else ()
    return {each.name: in_language(each.title) for each in forms}


FINDING_WORDS = {
    "finding_status": status_word,
    "finding_status_colour": status_colour,
    "finding_event": event_word,
    "finding_figures": figures,
    "replay_figures": lambda row: figures(SimpleNamespace(**row)),
    "finding_occasion": occasion,
    "finding_subject": lambda subject: subject_text(subject, _returns(subject)),
    "finding_subject_rows": subject_rows,
    "law_title": law_title,
    "finding_law": law_amount,
    "finding_lifecycle": lifecycle_word,
    "basis_meaning": standing_meaning,
    "span_days": lambda pair: days(*pair),
}
"""Filters of the templates."""
