"""Data quality of a filer: faults, refusals, corrections, lateness and estimates, and the points they take off."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rugsat.law.resolve import NotSet, Resolved
from rugsat.law.shape import Scale

_WHOLE = 100
_CHANGES = frozenset({"correction", "cancellation"})


class Component(StrEnum):
    """What is measured of a filer."""

    FAULTS = "faults"
    """Faults of every hundred rows filed, whether the rows were taken or not."""
    REFUSALS = "refusals"
    """Files of every hundred filed of which nothing could be taken."""
    CORRECTIONS = "corrections"
    """Filings of every hundred taken that correct or cancel an earlier one."""
    LATENESS = "lateness"
    """Days late on the average of the returns whose due day is known; what is in time counts as nought."""
    ESTIMATES = "estimates"
    """Readings of every hundred that stand which were estimated or put in by hand."""


PARAMETERS: Mapping[Component, str] = {
    Component.FAULTS: "quality.fault_points",
    Component.REFUSALS: "quality.refusal_points",
    Component.CORRECTIONS: "quality.correction_points",
    Component.LATENESS: "quality.lateness_points",
    Component.ESTIMATES: "quality.estimate_points",
}
"""The scale of the law that says how many points each takes off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledOnce:
    """A filing as far as its quality goes."""

    return_name: str
    period: str
    part: str
    kind: str
    taken: bool
    rows: int
    faults: int
    received_on: date
    due: date | None
    flagged_rows: int | None = None
    """Rows that say whether they were estimated; None where the return has no such flag."""
    estimated_rows: int = 0

    @property
    def of(self) -> tuple[str, str, str]:
        """What it was filed for."""
        return self.return_name, self.period, self.part


@dataclass(frozen=True, slots=True)
class NotFiled:
    """A return that was due and for which nothing that stands was filed."""

    return_name: str
    period: str
    due: date


@dataclass(frozen=True, slots=True)
class Measured:
    """One component: what was counted, of how much, and how many points it takes off."""

    component: Component
    count: int
    of: int
    """What it is counted in; nought where there was nothing to measure."""
    observed: Decimal | None
    """Per hundred, for lateness days on the average; None where there was nothing to measure."""
    points: int | None
    """Points that it takes off; None where it was not measured or its scale is not set."""
    most: int | None
    """The most that the scale takes off."""
    scale: Resolved | NotSet

    @property
    def why_not(self) -> str:
        """Why it takes nothing off and adds nothing to the score; empty where it counts."""
        if isinstance(self.scale, NotSet):
            return f"{self.scale.parameter} is not set: {self.scale.why}"
        return "" if self.of else "there was nothing to measure"


@dataclass(frozen=True, slots=True)
class Quality:
    """The score of a filer with all that it is made of."""

    score: int | None
    """From 0 to 100; None where no component could be measured by a scale that is set."""
    filings: int
    components: tuple[Measured, ...]


def quality(
    filed: Sequence[FiledOnce],
    not_filed: Iterable[NotFiled],
    scales: Mapping[Component, Resolved | NotSet],
    *,
    on: date,
) -> Quality:
    """The score of what one filer filed: 100, less the points that each component takes off, and never below 0.

    Five things are counted. *Faults*: faults of every hundred rows. *Refusals*: files of every hundred of which nothing
    was taken. *Corrections*: filings of every hundred taken that correct or cancel an earlier one. *Lateness*: days
    between the due day and the first filing that was taken, on the average of all returns whose due day is known; one
    that is still missing counts up to the day asked. *Estimates*: readings of every hundred that stand which were
    estimated.

    For each the rulebook has a scale that says how many points are taken off from which value on; its top is the weight
    of the component. A scale that no act has set takes nothing off, and neither does what could not be measured; both
    are named with the reason, and the score of one filer compares with that of another where the same was measured.

    The score orders the work of officers. Nothing follows from it: no finding, no case and no measure rests on it.
    """
    missing = list(not_filed)
    components = tuple(
        _measured(component, *count(filed, missing, on), scales[component]) for component, count in _COUNTED
    )
    off = [each.points for each in components if each.points is not None]
    return Quality(max(0, _WHOLE - sum(off)) if off else None, len(filed), components)


def _measured(component: Component, count: int, of: int, scale: Resolved | NotSet) -> Measured:
    per = 1 if component is Component.LATENESS else _WHOLE
    observed = Decimal(count * per) / Decimal(of) if of else None
    if isinstance(scale, NotSet):
        return Measured(component, count, of, observed, None, None, scale)
    assert isinstance(scale.value, Scale), "the rulebook refuses points that are no scale"
    most = int(max(bracket.rate for bracket in scale.value.brackets))
    points = None if observed is None else int(scale.value.rate_at(observed) or 0)
    return Measured(component, count, of, observed, points, most, scale)


def _faults(filed: Sequence[FiledOnce], _missing: Sequence[NotFiled], _on: date) -> tuple[int, int]:
    return sum(each.faults for each in filed if each.rows), sum(each.rows for each in filed)


def _refusals(filed: Sequence[FiledOnce], _missing: Sequence[NotFiled], _on: date) -> tuple[int, int]:
    return sum(not each.taken for each in filed), len(filed)


def _corrections(filed: Sequence[FiledOnce], _missing: Sequence[NotFiled], _on: date) -> tuple[int, int]:
    taken = [each for each in filed if each.taken]
    return sum(each.kind in _CHANGES for each in taken), len(taken)


def _lateness(filed: Sequence[FiledOnce], missing: Sequence[NotFiled], on: date) -> tuple[int, int]:
    late: dict[tuple[str, ...], int] = {}
    open_ones = {(each.return_name, each.period) for each in missing}
    for each in filed:
        stands = (each.return_name, each.period) not in open_ones
        if stands and each.taken and each.due is not None and each.kind not in _CHANGES:
            late.setdefault(each.of, max(0, (each.received_on - each.due).days))
    days = [*late.values(), *(max(0, (on - each.due).days) for each in missing)]
    return sum(days), len(days)


def _estimates(filed: Sequence[FiledOnce], _missing: Sequence[NotFiled], _on: date) -> tuple[int, int]:
    standing = {each.of: each for each in filed if each.taken}
    flagged = [each for each in standing.values() if each.flagged_rows is not None]
    return sum(each.estimated_rows for each in flagged), sum(each.flagged_rows or 0 for each in flagged)


_Count = Callable[[Sequence[FiledOnce], Sequence[NotFiled], date], tuple[int, int]]
_COUNTED: tuple[tuple[Component, _Count], ...] = (
    (Component.FAULTS, _faults),
    (Component.REFUSALS, _refusals),
    (Component.CORRECTIONS, _corrections),
    (Component.LATENESS, _lateness),
    (Component.ESTIMATES, _estimates),
)
