"""Findings of the office, narrowed and page by page; and how many there are of each check or about each party."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, QuerySet

from rugsat.domain.supervision.discovery import all_checks
from rugsat.store.enforcement.models import CaseFinding, FindingParty
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.queries.party_names import names_of

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
    rows, held = _narrowed(filters).order_by("-last_day", "finding"), list[OfficeFinding]()
    if after:
        day, _stop, key = after.partition(".")
        last = date.fromisoformat(day)
        # Asked in two, each of which an index answers: what is left of that day, then the days before it.
        held += rows.filter(last_day=last, finding__gt=key)[: most + 1]
        rows = rows.filter(last_day__lt=last)
    if len(held) <= most:
        held += rows[: most + 1 - len(held)]
    shown = held[:most]
    further = f"{shown[-1].last_day.isoformat()}.{shown[-1].finding}" if len(held) > most else ""
    return FindingLines(tuple(_lines(shown, on)), further)


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
    rows = list(FindingParty.objects.filter(finding_id__in=list(findings)).values_list("finding_id", "party_id"))
    names = names_of([party for _finding, party in rows], on=on)
    told: dict[str, list[tuple[str, str]]] = {}
    for finding, party in sorted(rows):
        told.setdefault(finding, []).append((party, names.get(party, party)))
    return told


def _narrowed(filters: FindingFilters) -> QuerySet[OfficeFinding]:
    rows = OfficeFinding.objects.all()
    narrowed: dict[str, Any] = {
        "check_name": filters.check,
        "status": filters.status,
        "standing": filters.standing,
        "concerns__party_id": filters.party,
        "subject__icontains": filters.text,
        "last_day__gte": filters.since,
        "first_day__lte": filters.until,
    }
    rows = rows.filter(**{name: value for name, value in narrowed.items() if value})
    if filters.family:
        rows = rows.filter(check_name__in=[each.name for each in all_checks() if each.family == filters.family])
    return rows


def _lines(rows: list[OfficeFinding], on: date) -> list[FindingLine]:
    keys = [row.finding for row in rows]
    parties = parties_of(keys, on=on)
    cases = dict(
        CaseFinding.objects.filter(finding_id__in=keys, until__isnull=True).values_list("finding_id", "case_id")
    )
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
