"""The list behind the calendar of returns: who owes what, and whether it was filed, page by page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from rugsat.kernel.period import Period
from rugsat.store.api_access.models import ReceivedFiling
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import Authorisation, AuthorisationFacts
from rugsat.store.licensing.that_owe import that_owe
from rugsat.store.queries.party_names import names_of
from rugsat.store.queries.returns_calendar import TAKEN, WITHDRAWS, Due, DueCount, instruments_with
from rugsat.store.queries.told import day_asked

PAGE = 25
STATES = ("overdue", "due", "filed", "filed_late")


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One return that one party owes, and what came of it."""

    party: str
    name: str
    due: Due
    state: str
    """overdue, due, filed or filed_late."""
    filing: str = ""
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReturnLines:
    """A page of them, and where the next begins, empty where there is none."""

    lines: tuple[ReturnLine, ...]
    after: str = ""


def return_lines(
    counted: list[DueCount], *, now: datetime, state: str = "", after: str = "", most: int = PAGE
) -> ReturnLines:
    """Lines of so many authorisations, in order of due day, return, instrument and number.

    Of a party that owes a return by several authorisations, the line stands where the first of them does. A return for
    a period that has none of the state is not asked about.
    """
    place, behind = _after(after)
    today, found, last, asked = day_asked(None, now), list[ReturnLine](), "", 0
    for number in range(place, len(counted)):
        due = counted[number].due
        if _none_of(counted[number], state, today):
            continue
        held = _authorisations(due, state, behind if number == place else ("", ""), most + 1 - asked)
        shown = held[: most - asked]
        found += _of(due, state, today, [authorisation for _, authorisation in shown])
        if len(held) > len(shown):
            return ReturnLines(tuple(found), f"{number}:{'/'.join(shown[-1])}" if shown else last)
        asked += len(held)
        last = f"{number}:{'/'.join(held[-1])}" if held else last
    return ReturnLines(tuple(found))


def lines_of_party(party: str, wanted: list[Due], *, now: datetime) -> tuple[ReturnLine, ...]:
    """What one party owes among some returns, in their order."""
    today = day_asked(None, now)
    held = _held(party, wanted)
    owed = [due for due in wanted if any(due.days.overlaps(days) for role, days in held if role in due.roles)]
    filings = _filings([party], owed)
    return tuple(_line(party, party, due, filings.get((party, due.return_name, due.period)), today) for due in owed)


def _after(after: str) -> tuple[int, tuple[str, str]]:
    """The place in the list, the instrument and the number of an authorisation; the beginning where it is no place."""
    place, colon, behind = after.partition(":")
    instrument, _, authorisation = behind.partition("/")
    good = colon and place.isascii() and place.isdigit() and len(place) < 6
    return (int(place), (instrument, authorisation)) if good else (0, ("", ""))


def _none_of(held: DueCount, state: str, today: date) -> bool:
    """Whether the count tells already that there is nothing of the state."""
    missing = {"overdue": held.due.due < today, "due": held.due.due >= today}
    if state in missing:
        return not missing[state] or held.missing == 0
    return held.filed == 0 if state else held.owed == 0


def _authorisations(due: Due, state: str, behind: tuple[str, str], most: int) -> list[tuple[str, str]]:
    """Instrument and number of those by which a return is owed, from behind one on; each instrument by its index."""
    found, after = list[tuple[str, str]](), behind[1]
    owing = _owing(due, state).filter(authorisation=OuterRef("pk"))
    for name in sorted(instruments_with(law_in_force(), due.roles)):
        if name < behind[0] or len(found) >= most:
            continue
        rows = Authorisation.objects.filter(instrument=name, given_in__isnull=True).filter(Exists(owing))
        rows = rows.filter(authorisation__gt=after) if name == behind[0] else rows
        some = rows.order_by("authorisation").values_list("instrument", "authorisation")
        found += some[: most - len(found)]
    return found


def _of(due: Due, state: str, today: date, authorisations: list[str]) -> list[ReturnLine]:
    rows = _owing(due, state).filter(authorisation__in=authorisations)
    ordered = rows.order_by("authorisation__instrument", "authorisation_id", "party_id")
    parties = list(dict.fromkeys(ordered.values_list("party_id", flat=True)))
    filings, names = _filings(parties, [due]), names_of(parties, on=today)
    return [
        _line(party, names.get(party, party), due, filings.get((party, due.return_name, due.period)), today)
        for party in parties
    ]


def _owing(due: Due, state: str) -> QuerySet[AuthorisationFacts]:
    """What a return is owed by, and stands so; of several authorisations of one party, the first."""
    instruments = instruments_with(law_in_force(), due.roles)
    rows = that_owe().filter(authorisation__instrument__in=sorted(instruments), since__lt=due.days.end)
    rows = rows.exclude(until__lte=due.days.since)
    before = Q(authorisation__instrument__lt=OuterRef("authorisation__instrument")) | Q(
        authorisation__instrument=OuterRef("authorisation__instrument"),
        authorisation_id__lt=OuterRef("authorisation_id"),
    )
    rows = rows.filter(~Exists(rows.filter(before, party=OuterRef("party"))))
    if not state:
        return rows
    filed = Exists(_standing(due).filter(sender=OuterRef("party_id")))
    in_time = Exists(_standing(due).filter(sender=OuterRef("party_id"), received_at__lt=_ends(due.due)))
    wanted = {"overdue": ~filed, "due": ~filed, "filed": in_time, "filed_late": filed & ~in_time}
    return rows.filter(wanted[state])


def _standing(due: Due) -> QuerySet[ReceivedFiling]:
    """Filings that were taken and not taken back later."""
    rows = ReceivedFiling.objects.filter(return_name=due.return_name, period=due.period, status__in=TAKEN)
    later = rows.filter(sender=OuterRef("sender"), part=OuterRef("part"), kind=WITHDRAWS, commit__gt=OuterRef("commit"))
    return rows.exclude(kind=WITHDRAWS).filter(~Exists(later))


def _filings(parties: list[str], wanted: list[Due]) -> dict[tuple[str, str, str], tuple[str, datetime]]:
    """By party, return and period: the filing that stands, and when the first one of it came in."""
    rows = ReceivedFiling.objects.filter(
        sender__in=parties,
        status__in=TAKEN,
        return_name__in=sorted({due.return_name for due in wanted}),
        period__in=sorted({due.period for due in wanted}),
    ).order_by("commit")
    parts: dict[tuple[str, str, str], dict[str, tuple[str, datetime]]] = {}
    for row in rows:
        held = parts.setdefault((row.sender, row.return_name, row.period), {})
        if row.kind == WITHDRAWS:
            held.pop(row.part, None)
        else:
            first = held.get(row.part, ("", row.received_at))[1]
            held[row.part] = (row.filing, first)
    return {
        key: (list(held.values())[-1][0], min(at for _, at in held.values())) for key, held in parts.items() if held
    }


def _held(party: str, wanted: list[Due]) -> list[tuple[str, Period]]:
    roles = instruments_with(law_in_force(), {role for due in wanted for role in due.roles})
    rows = that_owe().filter(party_id=party, authorisation__instrument__in=sorted(roles))
    return [
        (roles[instrument], Period(since, until))
        for instrument, since, until in rows.values_list("authorisation__instrument", "since", "until")
    ]


def _line(party: str, name: str, due: Due, filed: tuple[str, datetime] | None, today: date) -> ReturnLine:
    if filed is None:
        return ReturnLine(party, name, due, "overdue" if due.due < today else "due")
    filing, received_at = filed
    state = "filed" if received_at < _ends(due.due) else "filed_late"
    return ReturnLine(party, name, due, state, filing, received_at)


def _ends(day: date) -> datetime:
    """The moment at which a day is over where the jurisdiction lies."""
    zone = ZoneInfo(law_in_force().rulebook.jurisdiction.time_zone)
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=zone)
