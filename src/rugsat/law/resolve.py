"""What the law says on a day, for a class and a zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rugsat.kernel.citation import Citation, Confidence
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.period import Period
from rugsat.kernel.unit import unit_named
from rugsat.law.basis import Kind
from rugsat.law.pack import RulePack
from rugsat.law.parameter import ANY, Parameter
from rugsat.law.rulebook import Rulebook
from rugsat.law.shape import Value
from rugsat.law.timeline import Stretch, places, timeline, values_of_acts


class UnknownPlaceError(RugsatError):
    """A class or zone that the jurisdiction does not have, or that is needed and was not said."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What an indexed amount was resolved through: so many units of an index, and what one is worth in money."""

    count: Decimal
    unit: str
    index: str
    """The parameter that holds the index."""
    index_value: Decimal
    index_citation: Citation


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value that holds on a day, since when, and who says so; an indexed amount comes in money."""

    parameter: str
    cls: str
    zone: str
    value: Value
    unit: str
    since: date
    until: date | None
    kind: Kind
    confidence: Confidence | None
    """None where the value is set by an act and so is read from no source."""
    citation: Citation
    counted: Counted | None = None

    @property
    def supports_a_finding(self) -> bool:
        """Whether a firm may be shown a finding that rests on it; a law read from weak sources may not."""
        return self.confidence is None or self.confidence.supports_a_finding


@dataclass(frozen=True, slots=True)
class NotSet:
    """Nothing holds on that day, and why; whatever rests on it sleeps."""

    parameter: str
    cls: str
    zone: str
    why: str


def resolve(pack: RulePack, parameter: str, on: date, cls: str = ANY, zone: str = ANY) -> Resolved | NotSet:
    """The value that holds on a day; class and zone count only where the parameter differs by them.

    A parameter that the jurisdiction does not have is not set. Raises UnknownPlaceError for a class or zone that the
    jurisdiction does not have, or that the parameter differs by and that was not said.
    """
    rulebook = pack.rulebook
    found = rulebook.parameters.get(parameter)
    if found is None:
        return NotSet(parameter, ANY, ANY, f"{pack.jurisdiction} has no parameter of this name")
    cls, zone = _place(rulebook, found, cls, zone)
    for stretch in timeline(rulebook, found, cls=cls, zone=zone):
        if on in stretch.period:
            return resolved(found, stretch)
    return NotSet(parameter, cls, zone, _why(rulebook, found, on, (cls, zone)))


def is_set(pack: RulePack, parameter: str, on: date) -> bool:
    """Whether a value holds on a day for at least one class and zone."""
    return any(isinstance(answer, Resolved) for answer in resolve_everywhere(pack, parameter, on))


def resolve_everywhere(pack: RulePack, parameter: str, on: date) -> tuple[Resolved | NotSet, ...]:
    """The answers for each class and zone that the parameter differs by."""
    found = pack.rulebook.parameters.get(parameter)
    where = places(pack.rulebook, found) if found else ((ANY, ANY),)
    return tuple(resolve(pack, parameter, on, cls, zone) for cls, zone in where)


def law_rows(pack: RulePack, parameters: Iterable[str], since: date, until: date) -> list[dict[str, Any]]:
    """The values that hold on days from `since` up to, and without, `until`, as rows for a check.

    One row per parameter, class, zone, stretch of days and item; since and until are those of the whole stretch,
    FOREVER where it has no end. An amount has one item, a list one per text, a scale or a schedule one per bracket
    or part.
    """
    asked = Period(since, until)
    rulebook = pack.rulebook
    return [
        row
        for name in sorted(set(parameters))
        if (parameter := rulebook.parameters.get(name)) is not None
        for cls, zone in places(rulebook, parameter)
        for stretch in timeline(rulebook, parameter, cls=cls, zone=zone)
        if stretch.period.overlaps(asked)
        for row in _rows(parameter, stretch)
    ]


def resolved(parameter: Parameter, stretch: Stretch) -> Resolved:
    """The answer that a stretch of days gives."""
    dated, index = stretch.dated, stretch.index
    counted = None
    if index is not None and isinstance(dated.value, Decimal) and isinstance(index.value, Decimal):
        counted = Counted(dated.value, parameter.form.unit.name, parameter.index, index.value, index.citation)
    return Resolved(
        parameter=parameter.id,
        cls=dated.cls,
        zone=dated.zone,
        value=stretch.value,
        unit=stretch.unit,
        since=stretch.period.since,
        until=stretch.period.until,
        kind=stretch.kind,
        confidence=stretch.confidence,
        citation=dated.citation,
        counted=counted,
    )


def _rows(parameter: Parameter, stretch: Stretch) -> Iterable[dict[str, Any]]:
    unit, citation = unit_named(stretch.unit), stretch.dated.citation
    for item, value in parameter.form.items(stretch.value):
        yield {
            "parameter": parameter.id,
            "class": stretch.dated.cls,
            "zone": stretch.dated.zone,
            "since": stretch.period.since,
            "until": stretch.period.end,
            "value": value,
            "value_base": None if value is None else unit.in_base(value),
            "item": item,
            "unit": stretch.unit,
            "kind": str(stretch.kind),
            "confidence": str(stretch.confidence or ""),
            "act": citation.act,
            "article": citation.article,
            "link": citation.link,
        }


def _place(rulebook: Rulebook, parameter: Parameter, cls: str, zone: str) -> tuple[str, str]:
    known = {"class": rulebook.jurisdiction.classes, "zone": rulebook.jurisdiction.zones}
    asked = {"class": cls, "zone": zone}
    for key, name in asked.items():
        names = ", ".join(known[key])
        if name != ANY and name not in known[key]:
            message = f"{rulebook.jurisdiction.code} has no {key} '{name}': use one of {names or 'none'}"
            raise UnknownPlaceError(message)
        if name == ANY and key in parameter.by:
            message = f"{parameter.id} differs by {key}: say which of {names}"
            raise UnknownPlaceError(message)
    return cls if "class" in parameter.by else ANY, zone if "zone" in parameter.by else ANY


def _why(rulebook: Rulebook, parameter: Parameter, on: date, place: tuple[str, str]) -> str:
    """Say why nothing holds: never found, repealed, not yet, no longer, or an index that is not set."""
    everywhere = (*parameter.values, *values_of_acts(rulebook, parameter))
    values = [value for value in everywhere if (value.cls, value.zone) == place]
    if not values:
        return "found in no source for this class and zone" if everywhere else "found in no source"
    current = [value for value in values if on in value.period]
    for value in current:
        if value.value is None:
            return f"repealed from {value.period.since} ({value.citation})"
    if current:
        return f"its index {parameter.index} is not set on {on}"
    first, last = min(value.period.since for value in values), max(value.period.end for value in values)
    return f"set only from {first}" if on < first else f"the last value held until {last}"
