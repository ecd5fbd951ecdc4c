"""Findings of the office, narrowed and page by page; and how many there are of each check or about each party."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, QuerySet

from rugsat.domain.supervision.discovery import all_checks
from rugsat.store.enforcement.models import CaseFinding, FindingParty
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.prepared import Prepared
from rugsat.store.queries.party_names import names_of, with_name

MOST = 25


@dataclass(frozen=True, slots=True)
class FindingFilters:
    """What a list is narrowed to; what is empty does not narrow it."""

    check: str = ""
    family: str = ""
    status: str = ""
    standing: str = ""
    party: str = ""
    text: str = ""
    """Part of the subject."""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in a list."""

    finding: str
    check: str
    subject: str
    status: str
    standing: str
    lifecycle: str
    first_day: date
    last_day: date
    observed: Decimal
    limit: Decimal
    unit: str
    parties: tuple[tuple[str, str], ...]
    """Identifier and name of each party that it concerns."""
    case: str
    """The case that it is in; empty where it is in none."""


@dataclass(frozen=True, slots=True)
class FindingLines:
    """Findings, the latest first; `after` is the place to go on from, empty where there are no more."""

    lines: tuple[FindingLine, ...]
    after: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """How many findings share a check or a party."""

    key: str
    name: str
    count: int
    last_day: date


def found(filters: FindingFilters, *, on: date, after: str = "", most: int = MOST) -> FindingLines:
    """Findings below a place of the list; the names of parties are those of a day."""
    day, _stop, key = after.partition(".")
    last, held = date.fromisoformat(day) if after else None, list[OfficeFinding]()
    if last:
        # Asked in two, each of which an index answers: what is left of that day, then the days before it.
        held += _some(filters, last, key, most + 1)
    if len(held) <= most:
        held += _some(filters, last, None, most + 1)
    shown = held[:most]
    further = f"{shown[-1].last_day.isoformat()}.{shown[-1].finding}" if len(held) > most else ""
    return FindingLines(tuple(_lines(shown, on)), further)


def _some(filters: FindingFilters, last: date | None, key: str | None, most: int) -> list[OfficeFinding]:
    asked: dict[str, Any] = {**_columns(filters), "last": last, "key": key}
    return list(_below(**asked, text=filters.text)[:most]) if filters.text else _first(most)(**asked)


def by_check(filters: FindingFilters) -> list[FindingGroup]:
    """How many there are of each check, the most first."""
    rows = _narrowed(filters).values("check_name").annotate(count=Count("finding"), last=Max("last_day"))
    return [
        FindingGroup(row["check_name"], row["check_name"], row["count"], row["last"])
        for row in rows.order_by("-count", "check_name")
    ]


def by_party(filters: FindingFilters, *, on: date, most: int = 200) -> list[FindingGroup]:
    """How many there are about each party that the register knows, the most first."""
    rows = _narrowed(filters).exclude(concerns=None).values("concerns__party_id")
    counted = rows.annotate(count=Count("finding"), last=Max("last_day")).order_by("-count", "concerns__party_id")
    held = list(counted[:most])
    names = names_of([row["concerns__party_id"] for row in held], on=on)
    return [
        FindingGroup(row["concerns__party_id"], names.get(row["concerns__party_id"], ""), row["count"], row["last"])
        for row in held
    ]


def parties_of(findings: Iterable[str], *, on: date) -> dict[str, list[tuple[str, str]]]:
    """Identifier and name of each party that the findings concern."""
    told: dict[str, list[tuple[str, str]]] = {}
    for finding, party, name in sorted(_CONCERNED(findings=list(findings), on=on)):
        told.setdefault(finding, []).append((party, name or party))
    return told


def _narrowed(filters: FindingFilters) -> QuerySet[OfficeFinding]:
    return _rows(**_columns(filters), text=filters.text)


def _columns(filters: FindingFilters) -> dict[str, Any]:
    """What each column is narrowed to; None where it is not. A text is none of them: it is looked for within one."""
    of_family = [each.name for each in all_checks() if each.family == filters.family]
    return {
        "check": filters.check or None,
        "checks": of_family if filters.family else None,
        "status": filters.status or None,
        "standing": filters.standing or None,
        "party": filters.party or None,
        "since": filters.since,
        "until": filters.until,
    }


def _rows(text: str = "", **columns: Any) -> QuerySet[OfficeFinding]:
    narrowed = {
        "check_name": columns["check"],
        "check_name__in": columns["checks"],
        "status": columns["status"],
        "standing": columns["standing"],
        "concerns__party_id": columns["party"],
        "subject__icontains": text or None,
        "last_day__gte": columns["since"],
        "first_day__lte": columns["until"],
    }
    return OfficeFinding.objects.filter(**{name: value for name, value in narrowed.items() if value is not None})


def _below(last: date | None, key: str | None, **narrowed: Any) -> QuerySet[OfficeFinding]:
    """Findings below a place of the list: of its day those behind a key; without a key, of the days before it."""
    rows = _rows(**narrowed).order_by("-last_day", "finding")
    if last is not None and key is not None:
        return rows.filter(last_day=last, finding__gt=key)
    return rows if last is None else rows.filter(last_day__lt=last)


@lru_cache(maxsize=8)
def _first(most: int) -> Prepared[OfficeFinding]:
    return Prepared(lambda **asked: _below(**asked)[:most])


_CONCERNED = Prepared(
    lambda findings, on: with_name(FindingParty.objects.filter(finding_id__in=findings), on=on).values_list(
        "finding_id", "party_id", "party_name"
    )
)
_CASES = Prepared(
    lambda findings: CaseFinding.objects.filter(finding_id__in=findings, until__isnull=True).values_list(
        "finding_id", "case_id"
    )
)


def _lines(rows: list[OfficeFinding], on: date) -> list[FindingLine]:
    keys = [row.finding for row in rows]
    parties = parties_of(keys, on=on)
    cases = dict(_CASES(findings=keys))
    return [
        FindingLine(
            finding=row.finding,
            check=row.check_name,
            subject=row.subject,
            status=row.status,
            standing=row.standing,
            lifecycle=row.lifecycle,
            first_day=row.first_day,
            last_day=row.last_day,
            observed=Decimal(row.says["observed"]),
            limit=Decimal(row.says["limit"]),
            unit=row.says["unit"],
            parties=tuple(parties.get(row.finding, ())),
            case=cases.get(row.finding, ""),
        )
        for row in rows
    ]
