"""Data quality per filer: the score of every filer over some months, and of one filer month by month."""

import inspect
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from rugsat.domain.returns.owed import Held, owed
from rugsat.domain.returns.quality import (
    PARAMETERS,
    Component,
    FiledOnce,
    Measured,
    NotFiled,
    Quality,
    quality,
)
from rugsat.kernel.numbers import plain
from rugsat.kernel.period import Period, ReportingPeriod
from rugsat.law.adopted import definitions_in
from rugsat.law.basis import Kind
from rugsat.law.pack import RulePack
from rugsat.law.resolve import NotSet, Resolved, resolve
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.that_owe import that_owe
from rugsat.store.quality.models import FilingMeasure
from rugsat.store.queries.told import day_asked

_A_DAY = timedelta(days=1)
_PLACES = 4
_WITHDRAWS = "cancellation"

Key = tuple[str, str]
"""Sender and month."""
Filings = Mapping[Key, list[FiledOnce]]


def formula() -> str:
    """How a score is made, as the function says that makes it."""
    return inspect.cleandoc(quality.__doc__ or "")


def filers(*, now: datetime, months: int = 3, most: int = 100, skip: int = 0) -> dict[str, Any]:
    """Filers with their scores over the last months, the present one among them, the lowest score first.

    `skip` and `most` say which of them in that order, `count` in the answer how many there are. Two questions to the
    database, however many filings there are.
    """
    on = day_asked(None, now)
    within = _months(on, months)
    filed = _filed(within)
    missing = _missing(filed, within, on)
    scales, names = _scales(law_in_force(), on), _names(within)
    found = list[tuple[str, Quality]]()
    for sender in {sender for sender, _ in (*filed, *missing)}:
        rows = [row for month in names for row in filed.get((sender, month), ())]
        absent = [each for month in names for each in missing.get((sender, month), ())]
        found.append((sender, quality(rows, absent, scales, on=on)))
    found.sort(key=lambda each: (each[1].score is None, each[1].score or 0, each[0]))
    told = [{"sender": sender, **_told(each)} for sender, each in found[skip : skip + most]]
    return {**_frame(within, scales), "count": len(found), "filers": told}


def filer(*, sender: str, now: datetime, months: int = 12) -> dict[str, Any]:
    """One filer month by month, the latest last; a month in which nothing was filed or owed is left out."""
    on = day_asked(None, now)
    within = _months(on, months)
    filed = _filed(within, sender)
    missing = _missing(filed, within, on, sender)
    scales = _scales(law_in_force(), on)
    found = [
        {"month": month, **_told(quality(filed.get(key, ()), missing.get(key, ()), scales, on=on))}
        for month in _names(within)
        if (key := (sender, month)) in filed or key in missing
    ]
    return {**_frame(within, scales), "sender": sender, "months": found}


def _months(on: date, count: int) -> Period:
    """The last months up to and with that of a day."""
    first = on.year * 12 + on.month - max(1, count)
    after = on.year * 12 + on.month
    return Period(date(first // 12, first % 12 + 1, 1), date(after // 12, after % 12 + 1, 1))


def _names(within: Period) -> list[str]:
    names, day = [], within.since
    while day < within.end:
        names.append(f"{day:%Y-%m}")
        day = (day.replace(day=28) + 4 * _A_DAY).replace(day=1)
    return names


def _filed(within: Period, sender: str = "") -> Filings:
    rows = FilingMeasure.objects.filter(month__gte=f"{within.since:%Y-%m}", month__lt=f"{within.end:%Y-%m}")
    if sender:
        rows = rows.filter(sender=sender)
    names = (
        "return_name", "period", "part", "kind", "taken", "rows", "faults", "received_on", "due", "flagged_rows",
        "estimated_rows",
    )  # fmt: skip
    found = defaultdict[Key, list[FiledOnce]](list)
    for who, month, *said in rows.order_by("commit").values_list("sender", "month", *names).iterator(5_000):
        found[who, month].append(FiledOnce(**dict(zip(names, said, strict=True))))
    return found


def _missing(filed: Filings, within: Period, on: date, sender: str = "") -> Mapping[Key, list[NotFiled]]:
    """Returns of each sender and month that were due before the day and for which nothing stands."""
    law, standing = law_in_force(), _standing(filed)
    due = _due_by_role(law, within, on)
    found = defaultdict[Key, dict[tuple[str, str], NotFiled]](dict)
    for each in _held(law, sender):
        for period, month, absent in due[each.role]:
            key = (absent.return_name, absent.period)
            if each.period.overlaps(period) and (each.party, *key) not in standing:
                found[each.party, month][key] = absent
    return {key: list(some.values()) for key, some in found.items()}


def _due_by_role(law: RulePack, within: Period, on: date) -> Mapping[str, list[tuple[Period, str, NotFiled]]]:
    """What whoever holds a role owes for periods of these months that was due before the day.

    Asked once for each role and not for each of its holders, who are thousands: which days of a period a holder must
    have had its authorisation on is the same rule for all.
    """
    found = defaultdict[str, list[tuple[Period, str, NotFiled]]](list)
    definitions, always = definitions_in(law), Period(date.min)
    for role in {version.role for each in law.rulebook.instruments.values() for version in each.versions}:
        for each in owed([Held("", "", role, always)], definitions, law.rulebook.calendar, within=within):
            if each.due < on:
                period = ReportingPeriod.parse(each.period)
                absent = NotFiled(each.return_name, each.period, each.due)
                found[role].append((period.days, f"{period.until - _A_DAY:%Y-%m}", absent))
    return found


def _held(law: RulePack, sender: str) -> list[Held]:
    instruments = law.rulebook.instruments.items()
    roles = {name: version.role for name, each in instruments for version in each.versions}
    rows = that_owe()
    if sender:
        rows = rows.filter(party_id=sender)
    columns = ("authorisation_id", "party_id", "authorisation__instrument", "since", "until")
    return [
        Held(authorisation, party, roles[instrument], Period(since, until))
        for authorisation, party, instrument, since, until in rows.values_list(*columns).iterator(5_000)
        if instrument in roles
    ]


def _standing(filed: Filings) -> set[tuple[str, str, str]]:
    """For which returns of which senders anything stands: filed, taken and not cancelled."""
    standing = dict[tuple[str, str, str], set[str]]()
    for (who, _), rows in filed.items():
        for each in rows:
            parts = standing.setdefault((who, each.return_name, each.period), set())
            if each.taken:
                (parts.discard if each.kind == _WITHDRAWS else parts.add)(each.part)
    return {key for key, parts in standing.items() if parts}


def _scales(law: RulePack, on: date) -> dict[Component, Resolved | NotSet]:
    return {component: resolve(law, parameter, on) for component, parameter in PARAMETERS.items()}


def _frame(within: Period, scales: Mapping[Component, Resolved | NotSet]) -> dict[str, Any]:
    """What a reader needs to weigh the scores: how they are made, of which months, by whose values."""
    kinds = {each.kind for each in scales.values() if isinstance(each, Resolved)}
    return {
        "months_asked": _names(within),
        "formula": formula(),
        "decides": False,
        "demonstration": Kind.DEMONSTRATION in kinds,
        "asleep": {str(each): scale.why for each, scale in scales.items() if isinstance(scale, NotSet)},
    }


def _told(found: Quality) -> dict[str, Any]:
    return {
        "score": found.score,
        "filings": found.filings,
        "components": [_component(each) for each in found.components],
    }


def _component(measured: Measured) -> dict[str, Any]:
    scale = measured.scale
    observed = measured.observed
    return {
        "component": str(measured.component),
        "count": measured.count,
        "of": measured.of,
        "observed": None if observed is None else plain(round(observed, _PLACES)),
        "unit": "day" if measured.component is Component.LATENESS else "percent",
        "points": measured.points,
        "most": measured.most,
        "rests_on": f"{scale.parameter} ({scale.kind}): {scale.citation}" if isinstance(scale, Resolved) else "",
        "why_not": measured.why_not,
    }
