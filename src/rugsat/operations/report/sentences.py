"""What a run says, in the reader's language: checks, subjects, notes, reasons and labels.

A run is written once and in English. Its sentences are recognised by their patterns and said again in the language of
the reader; one that is not recognised is shown as it was written.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.law.basis import Kind
from rugsat.law.rulebook import Rulebook
from rugsat.operations.report.statements import name_in_words
from rugsat.operations.report.wording import day, number, period

_KINDS = (
    *("connection", "authorisation", "exchange", "asset", "person", "party", "return", "period", "part", "site"),
    *("device", "client", "transfer"),
)
_SUBJECT = re.compile(rf"(?:^|/)({'|'.join(_KINDS)}):")
_TOKEN_SHOWN = 16
_BEYOND_WORDS = 1_000_000_000
_DAYS = ("due", "came", "since", "on", "until")
_FIELD = re.compile(r"\\\{(\w+)\\\}")


def check_name(check: str) -> str:
    """The name of a check as a statement, as in Power above licensed capacity."""
    return _(name_in_words(check))


def check_title(title: str) -> str:
    """The statement of a check in one sentence."""
    return _(title)


def family_word(family: str) -> str:
    """What the checks of a family are about; a family that is not known is named as it is."""
    return {
        "exchange": _("Exchanges"),
        "grid": _("Grid"),
        "mining": _("Mining"),
        "reporting": _("Reporting"),
    }.get(family, family.capitalize() or _("Others"))


def subject_identifiers(subject: str) -> list[tuple[str, str]]:
    """Kind and identifier of whom or what a finding concerns; what is of no known kind is left whole."""
    pieces = _SUBJECT.split(subject)
    if pieces[0] or len(pieces) < 3:
        return [("", subject)]
    return list(zip(pieces[1::2], pieces[2::2], strict=True))


def subject_parts(subject: str, returns: Mapping[str, str] = MappingProxyType({})) -> list[tuple[str, str]]:
    """Kind, in words, and identifier of whom or what a finding concerns; a return by its title where one is given."""
    return [
        (_kind(kind) if kind else "", _identifier_in_words(kind, identifier, returns))
        for kind, identifier in subject_identifiers(subject)
    ]


def subject_text(subject: str, returns: Mapping[str, str] = MappingProxyType({})) -> str:
    """Whom or what a finding concerns, in one line."""
    return " · ".join(f"{kind} {identifier}".strip() for kind, identifier in subject_parts(subject, returns))


def sentence(said: str) -> str:
    """A note or a reason of a run in the language of the reader, part by part where it has several."""
    return "; ".join(_sentence(part) for part in said.split("; "))


def standing_word(standing: str) -> str:
    """The badge of what a finding or an article rests on."""
    return {
        "law": _("law"),
        "policy": _("policy"),
        "demonstration": _("demonstration"),
        "unverified": _("unverified"),
    }.get(standing, standing)


def standing_meaning(standing: str) -> str:
    """What the badge means for a reader."""
    return {
        "law": _("Rests on the law."),
        "policy": _("Rests on an act of the authority."),
        "demonstration": _("Rests on made-up values that show how the check works: this is no finding of law."),
        "unverified": _("Rests on a value that was not confirmed against the text of the law."),
    }.get(standing, "")


def lifecycle_word(lifecycle: str) -> str:
    """What a reader must know of a check that is not yet, or no longer, relied on; empty for a stable one."""
    return {
        "stable": "",
        "experimental": _("experimental: opens no case by itself"),
        "deprecated": _("deprecated: another check takes its place"),
    }.get(lifecycle, lifecycle)


def labels(said: Iterable[str], rulebook: Rulebook) -> list[str]:
    """The labels that every output must carry, with the titles of the acts in the language of the reader."""
    titles = {
        act.title.get("en", act.name): in_language(act.title)
        for act in rulebook.acts.values()
        if act.kind is Kind.DEMONSTRATION
    }
    return [_label(label, titles) for label in said]


def _label(label: str, titles: dict[str, str]) -> str:
    kind, _colon, name = label.partition(": ")
    if kind == "demonstration":
        return _("Demonstration: {title}").format(title=titles.get(name, name))
    if kind == "tried, not in force":
        return _("Tried, not in force: {act}").format(act=name)
    return label


def _identifier_in_words(kind: str, identifier: str, returns: Mapping[str, str]) -> str:
    """A person's token shortened, a period as the language writes it, a return by its title."""
    if kind == "return":
        return returns.get(identifier, identifier)
    return {"person": _shortened, "period": period}.get(kind, str)(identifier)


def _shortened(token: str) -> str:
    return token if len(token) <= _TOKEN_SHOWN else f"{token[:_TOKEN_SHOWN]}…"


def _kind(kind: str) -> str:
    return {
        "connection": _("Connection"),
        "authorisation": _("Authorisation"),
        "exchange": _("Exchange"),
        "asset": _("asset"),
        "person": _("Person"),
        "party": _("Party"),
        "return": _("return"),
        "period": _("period"),
        "part": _("part"),
        "site": _("Site"),
        "device": _("Device"),
        "client": _("client"),
        "transfer": _("transfer"),
    }[kind]


def _sentence(said: str) -> str:
    for pattern in _PATTERNS:
        if held := _regex(pattern).fullmatch(said):
            return _(pattern).format(**{name: _written(name, value) for name, value in held.groupdict().items()})
    return said


def _written(name: str, value: str) -> str:
    """Days and odds as people write them, which rows in their language, all else as it stands."""
    try:
        if name in _DAYS:
            return day(date.fromisoformat(value))
        if name == "what":
            return _(value)
        return _odds(Decimal(value)) if name == "odds" else value
    except (ValueError, ArithmeticError):
        return value


def _odds(odds: Decimal) -> str:
    if odds > _BEYOND_WORDS:
        return _("more than {number}").format(number=number(_BEYOND_WORDS))
    return number(odds)


def _mark(message: str) -> str:
    return message


_PATTERNS = (
    _mark("the return {name} is not adopted"),
    _mark("{name} is not set by law or policy"),
    _mark("its limit is in {unit}, values are reported in {currency}"),
    _mark("nothing is filed of {name}"),
    _mark("{number} rows of {name} could not be judged: they have no {column}"),
    _mark("due {due}"),
    _mark("came on {came}"),
    _mark("not in yet"),
    _mark("there was nothing to measure"),
    _mark("expected {expected} at {efficiency} J/TH"),
    _mark("by chance 1 in {odds}"),
    _mark("not judged: {number} {what}"),
    _mark("drawn from {provider}"),
    _mark("billed by the tariff {tariff}"),
    _mark("paid to {wallet}"),
    _mark("running at {sites}"),
    _mark("first gap: {numbers}"),
    _mark("{there} of {all} are there"),
    _mark("owed {owed}, held {held}"),
    _mark("{share} percent must be held"),
    _mark("cold {cold} of {both} that are hot or cold"),
    _mark("declared less than metered"),
    _mark("declared more than metered"),
    _mark("tolerance {tolerance} ppm"),
    _mark("no booking within {days} days at {banks}"),
    # Why a value of the law is not set.
    _mark("found in no source"),
    _mark("found in no source for this class and zone"),
    _mark("the term of the instrument was found in no source"),
    _mark("repealed from {since} ({citation})"),
    _mark("its index {index} is not set on {on}"),
    _mark("set only from {since}"),
    _mark("the last value held until {until}"),
    _mark("it differs by {what}, and the application is of none"),
    _mark("there is no zone '{zone}'"),
    _mark("{jurisdiction} has no parameter of this name"),
)
"""What checks, coverage and the law write; a test reads their code, so that a changed sentence is seen."""
_DIFFERS_BY = (_mark("class"), _mark("zone"))
"""What a value of the law may differ by."""


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(_FIELD.sub(r"(?P<\1>.+?)", re.escape(pattern)), re.DOTALL)
