"""The stretches of days on which one value holds, from the law, the acts in force and an act that is tried."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from rugsat.kernel.citation import Confidence
from rugsat.kernel.numbers import rounded
from rugsat.kernel.period import FOREVER, Period
from rugsat.law.basis import Kind, weakest_confidence, weakest_kind
from rugsat.law.parameter import ANY, DatedValue, Parameter
from rugsat.law.rulebook import Rulebook
from rugsat.law.shape import Shape, Value

_EXACT = Context(prec=80)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which one value holds; an indexed amount is in money, and `index` is what it was resolved through."""

    period: Period
    value: Value
    unit: str
    dated: DatedValue
    index: DatedValue | None = None

    @property
    def kind(self) -> Kind:
        """The weaker kind of the value and of its index."""
        return weakest_kind(self.dated.kind, *((self.index.kind,) if self.index else ()))

    @property
    def confidence(self) -> Confidence | None:
        """The lower confidence of the value and of its index; None where neither is read from a source."""
        index = self.index.citation.confidence if self.index else None
        return weakest_confidence(self.dated.citation.confidence, index)


def places(rulebook: Rulebook, parameter: Parameter) -> tuple[tuple[str, str], ...]:
    """The classes and zones that the parameter can have values for; ANY where it does not differ by them."""
    classes = tuple(rulebook.jurisdiction.classes) if "class" in parameter.by else (ANY,)
    zones = tuple(rulebook.jurisdiction.zones) if "zone" in parameter.by else (ANY,)
    return tuple((cls, zone) for cls in classes for zone in zones)


def timeline(rulebook: Rulebook, parameter: Parameter, *, cls: str, zone: str) -> tuple[Stretch, ...]:
    """The stretches of a parameter for one class and zone, in order; on days between them nothing is set."""
    held = _layered(rulebook, parameter, (cls, zone))
    if parameter.form.shape is not Shape.INDEXED_AMOUNT:
        return tuple(
            Stretch(value.period, value.value, parameter.form.unit.name, value)
            for value in held
            if value.value is not None
        )
    index = rulebook.parameters[parameter.index]
    return tuple(
        Stretch(period, _money(value.value, rate.value), index.form.unit.name, value, rate)
        for value in held
        for rate in _layered(rulebook, index, (ANY, ANY))
        if isinstance(value.value, Decimal) and isinstance(rate.value, Decimal)
        if (period := _shared(value.period, rate.period)) is not None
    )


def _layered(rulebook: Rulebook, parameter: Parameter, place: tuple[str, str]) -> list[DatedValue]:
    """The values that win on their days, repeals of an act among them: tried act, then the latest act, then the law."""
    law = [value for value in parameter.values if value.value is not None]
    held: list[DatedValue] = []
    for value in (*law, *values_of_acts(rulebook, parameter)):
        if (value.cls, value.zone) != place:
            continue
        held = [rest for other in held for rest in _without(other, value.period)]
        held.append(value)
    return sorted(held, key=lambda value: value.period.since)


def values_of_acts(rulebook: Rulebook, parameter: Parameter) -> tuple[DatedValue, ...]:
    """What acts in force and the tried act set, each overriding those before it; a policy overrides demonstrations."""
    acts = [value for act in rulebook.acts_in_force() for value in act.sets.get(parameter.id, ())]
    tried = rulebook.acts[rulebook.tried].sets.get(parameter.id, ()) if rulebook.tried else ()
    return (*sorted(acts, key=lambda value: (value.kind is Kind.POLICY, value.period.since)), *tried)


def _without(value: DatedValue, covered: Period) -> Iterable[DatedValue]:
    """What is left of a value when another covers some of its days."""
    since, end = value.period.since, value.period.end
    if since < min(end, covered.since):
        yield replace(value, period=Period(since, min(end, covered.since)))
    if max(since, covered.end) < end:
        yield replace(value, period=Period(max(since, covered.end), value.period.until))


def _shared(one: Period, other: Period) -> Period | None:
    since, end = max(one.since, other.since), min(one.end, other.end)
    return Period(since, None if end == FOREVER else end) if since < end else None


def _money(count: Decimal, index: Decimal) -> Decimal:
    return rounded(_EXACT.multiply(count, index))
