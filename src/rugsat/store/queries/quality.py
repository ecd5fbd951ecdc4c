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
from rugsat.store.bitemporal import as_of
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.quality.models import FilingMeasure
from rugsat.store.queries.told import day_asked

_OWES = ("in_force", "suspended")
_A_DAY = timedelta(days=1)
_PLACES = 4
_WITHDRAWS = "cancellation"

Key = tuple[str, str]
"""Sender and month."""
Filings = Mapping[Key, list[FiledOnce]]


def formula() -> str:
    """How a score is made, as the function says that makes it."""
    return inspect.cleandoc(quality.__doc__ or "")


def filers(*, now: datetime, months: int = 3) -> dict[str, Any]:
    """Every filer with its score over the last months, the present one among them, the lowest score first.

    Two questions to the database, however many filings there are.
    """
    on = day_asked(None, now)
    within = _months(on, months)
    filed = _filed(within)
    missing = _missing(filed, within, on)
    senders = sorted({sender for sender, _ in (*filed, *missing)})
    scales, told = _scales(law_in_force(), on), []
    for sender in senders:
        mine = [(sender, month) for month in _names(within)]
        rows = [row for key in mine for row in filed.get(key, ())]
        found = quality(rows, [each for key in mine for each in missing.get(key, ())], scales, on=on)
        told.append({"sender": sender, **_told(found)})
    told.sort(key=lambda each: (each["score"] is None, each["score"] or 0, each["sender"]))
    return {**_frame(within, scales), "filers": told}


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
    found = defaultdict[Key, list[NotFiled]](list)
    for each in owed(_held(law, sender), definitions_in(law), law.rulebook.calendar, within=within):
        if each.due < on and (each.party, each.return_name, each.period) not in standing:
            month = f"{ReportingPeriod.parse(each.period).until - _A_DAY:%Y-%m}"
            found[each.party, month].append(NotFiled(each.return_name, each.period, each.due))
    return found


def _held(law: RulePack, sender: str) -> list[Held]:
    instruments = law.rulebook.instruments.items()
    roles = {name: version.role for name, each in instruments for version in each.versions}
    rows = as_of(AuthorisationFacts).filter(status__in=_OWES)
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
