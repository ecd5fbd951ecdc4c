"""What a director looks at every morning: how much there is of what, and what is late."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Sum

from rugsat.domain.licensing.clock import ClockState
from rugsat.domain.revenue.money import Money
from rugsat.domain.supervision.discovery import all_checks
from rugsat.store.fees.models import Invoice, Payment, Refund
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import Case
from rugsat.store.queries import requests
from rugsat.store.queries.case_lines import QueueLine
from rugsat.store.queries.case_queue import Wanted, pending, queue
from rugsat.store.queries.public.counts import Counts
from rugsat.store.queries.public.counts import counts as register_counts
from rugsat.store.queries.returns_calendar import counts as returns_counts
from rugsat.store.queries.returns_calendar import dues, month_of
from rugsat.store.queries.told import day_asked

_MOST, _FEW = 10_000, 10
_AGES = (7, 30, 90)
_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Morning:
    """The figures of a morning."""

    on: date
    pending_by_state: dict[str, int]
    pending_by_age: tuple[tuple[int | None, int], ...]
    """Days up to which, None for older ones, and how many."""
    missed: tuple[QueueLine, ...]
    """The first of the cases in which a clock of the authority was missed, the most pressing first."""
    missed_count: int
    due_soon: int
    """Cases in which something of the authority is due within a week."""
    register: Counts
    findings_by_family: dict[str, int]
    returns_late: int
    returns_by_name: dict[str, int]
    requests_overdue: int
    to_come: tuple[str, ...]
    """Money that was demanded and has not come, by currency."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for one officer."""

    mine: tuple[QueueLine, ...]
    total: int


def morning(*, now: datetime) -> Morning:
    """The figures; it looks at every row, so it is kept for some minutes by whoever asks."""
    today = day_asked(None, now)
    ours = [(line, due) for line in queue(Wanted(), now=now, most=_MOST).lines if (due := _due_of_ours(line))]
    missed = tuple(line for line, due in ours if due < today)
    late = _late(today)
    return Morning(
        on=today,
        pending_by_state=dict(pending(Case.objects.all()).values_list("state").annotate(Count("pk")).order_by("state")),
        pending_by_age=_ages(now),
        missed=missed[:_FEW],
        missed_count=len(missed),
        due_soon=sum(today <= due <= today + _SOON for _, due in ours),
        register=register_counts(on=today),
        findings_by_family=_findings(),
        returns_late=sum(late.values()),
        returns_by_name=late,
        requests_overdue=len(requests.due(now=now, within=-1)),
        to_come=to_come(),
    )


def desk(*, offices: frozenset[str], now: datetime, most: int = 10) -> Desk:
    """The cases in which one of the offices owes something, the most pressing first."""
    found = [line for line in queue(Wanted(), now=now, most=_MOST).lines if _owed_by(line, offices)]
    return Desk(tuple(found[:most]), len(found))


def to_come() -> tuple[str, ...]:
    """What was demanded less what was paid of it and not paid back, by currency."""
    open_ = Counter(dict(Invoice.objects.values_list("currency").annotate(Sum("minor")).order_by()))
    paid = Payment.objects.filter(invoice__isnull=False).values_list("currency").annotate(Sum("minor")).order_by()
    open_.subtract(dict(paid))
    back = Refund.objects.filter(payment__invoice__isnull=False).values_list("payment__currency")
    open_.update(dict(back.annotate(Sum("minor")).order_by()))
    return tuple(str(Money(minor, currency)) for currency, minor in sorted(open_.items()) if minor)


def _due_of_ours(line: QueueLine) -> date | None:
    """The day that presses most among what the authority and its advisers owe."""
    return min((each.due for each in line.clocks if each.owed_by != "applicant" and each.due), default=None)


def _owed_by(line: QueueLine, offices: frozenset[str]) -> bool:
    running = {ClockState.RUNNING, ClockState.MISSED}
    return any(each.owed_by in offices and each.state in running for each in line.clocks)


def _ages(now: datetime) -> tuple[tuple[int | None, int], ...]:
    rows, found, before = pending(Case.objects.all()), list[tuple[int | None, int]](), now
    for days in _AGES:
        since = now - timedelta(days=days)
        found.append((days, rows.filter(opened_at__gt=since, opened_at__lte=before).count()))
        before = since
    return (*found, (None, rows.filter(opened_at__lte=before).count()))


def _findings() -> dict[str, int]:
    """Open findings by the family of their check."""
    families = {check.name: check.family for check in all_checks()}
    rows = OfficeFinding.objects.filter(status="open").values_list("check_name").annotate(Count("pk")).order_by()
    found = Counter[str]()
    for check, count in rows:
        found[families.get(check, "")] += count
    return dict(found.most_common())


def _late(today: date) -> dict[str, int]:
    """Returns of this month and the month before that are overdue, by return."""
    since, _ = month_of(month_of(today)[0] - timedelta(days=1))
    wanted = dues(law_in_force(), since=since, until=today - timedelta(days=1))
    found = Counter[str]()
    for each in returns_counts(wanted):
        found[each.due.return_name] += each.missing
    return {name: count for name, count in found.most_common() if count}
