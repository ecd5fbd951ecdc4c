"""The list behind the calendar of returns: who owes what, and whether it was filed, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet

from rugsat.kernel.period import Period
from rugsat.store.api_access.models import ReceivedFiling
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import Authorisation, AuthorisationFacts
from rugsat.store.licensing.that_owe import that_owe
from rugsat.store.prepared import Fixed, Prepared
from rugsat.store.queries.party_names import with_name
from rugsat.store.queries.returns_calendar import TAKEN, WITHDRAWS, Due, DueCount, instruments_with
from rugsat.store.queries.told import day_asked

PAGE = 25
_AT_ONCE = 250
_CAME = ("filed", "filed_late")
STATES = ("overdue", "due", *_CAME)
_Authorisation = tuple[str, str]
"""Instrument and number."""
_Party = tuple[str, str]
"""Identifier and name."""


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
    a period that has none of the state is not asked about. An authorisation that changed hands in the period has a
    line for each holder, and they stand on one page.
    """
    today, owed, last, more = day_asked(None, now), list[tuple[_Party, Due]](), "", False
    begin, at_once = _after(after), min(most + 1, _AT_ONCE)
    for number, authorisation, parties in _owed(counted, state, today, begin, at_once):
        if len(owed) >= most:
            more = True
            break
        owed += [(party, counted[number].due) for party in parties]
        last = f"{number}:{'/'.join(authorisation)}"
    return ReturnLines(tuple(_lines(owed, state, today)), last if more else "")


def lines_of_party(party: str, wanted: list[Due], *, now: datetime, has_filed: bool = True) -> tuple[ReturnLine, ...]:
    """What one party owes among some returns, in their order; of one that has filed nothing, nothing is looked for."""
    today = day_asked(None, now)
    held = _held(party, wanted)
    owed = [due for due in wanted if any(due.days.overlaps(days) for role, days in held if role in due.roles)]
    filings = _filings([party], owed) if has_filed else {}
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


def _owed(
    counted: list[DueCount], state: str, today: date, begin: tuple[int, _Authorisation], at_once: int
) -> Iterator[tuple[int, _Authorisation, list[_Party]]]:
    """Place of a return in the list, authorisation by which it is owed, and by whom; asked for so many at once."""
    place, behind = begin
    for number in range(place, len(counted)):
        if _none_of(counted[number], state, today):
            continue
        due, first = counted[number].due, behind if number == place else ("", "")
        for name in _instruments(due):
            if name >= first[0]:
                behind_it = (name, first[1] if name == first[0] else "")
                held = _by_instrument(due, state, behind_it, today, at_once)
                yield from ((number, authorisation, parties) for authorisation, parties in held)


def _by_instrument(
    due: Due, state: str, behind: _Authorisation, today: date, at_once: int
) -> Iterator[tuple[_Authorisation, list[_Party]]]:
    """Those of one instrument by which a return is owed, from behind one on, with who owes it."""
    name, after = behind
    while True:
        found = _authorisations(due, state, name, after, at_once)
        yield from (((name, number), parties) for number, parties in _holders(due, name, found, today).items())
        if len(found) < at_once:
            return
        after = found[-1]


def _instruments(due: Due) -> list[str]:
    return sorted(instruments_with(law_in_force(), due.roles))


def _authorisations(due: Due, state: str, instrument: str, after: str, most: int) -> list[str]:
    """Those of an instrument by which a return is owed and stands so, from behind one on, by its index."""
    of_state: dict[str, Any] = {"return_name": due.return_name, "period": due.period} if state else {}
    if state in _CAME:
        of_state["ends"] = _ends(due.due)
    days = {"since": due.days.since, "end": due.days.end}
    rows = _OWED(instrument=instrument, after=after, state=Fixed(state), most=Fixed(most), **days, **of_state)
    return [number for (number,) in rows]


def _owed_by(
    instrument: str, after: str, state: str, most: int, since: date, end: date, **of_state: Any
) -> QuerySet[Authorisation, Any]:
    owing = _owing(since, end).filter(authorisation=OuterRef("pk"))
    if state:
        owing = owing.filter(_stands(state, **of_state))
    rows = Authorisation.objects.filter(Exists(owing), instrument=instrument, authorisation__gt=after)
    return rows.filter(given_in__isnull=True).order_by("authorisation").values_list("authorisation")[:most]


def _stands(state: str, return_name: str, period: str, ends: datetime | None = None) -> Any:
    """The condition that the return of a period stands so; only what was taken and not taken back later counts."""
    rows = ReceivedFiling.objects.filter(return_name=return_name, period=period, status__in=TAKEN)
    later = rows.filter(sender=OuterRef("sender"), part=OuterRef("part"), kind=WITHDRAWS, commit__gt=OuterRef("commit"))
    theirs = rows.exclude(kind=WITHDRAWS).filter(~Exists(later), sender=OuterRef("party_id"))
    if state not in _CAME:
        return ~Exists(theirs)
    in_time = Exists(theirs.filter(received_at__lt=ends))
    return in_time if state == "filed" else Exists(theirs) & ~in_time


def _holders(due: Due, instrument: str, authorisations: list[str], today: date) -> dict[str, list[_Party]]:
    """By authorisation of an instrument, who owes a return by it; of several of one party, the first counts."""
    first: dict[str, _Authorisation] = {}
    days, instruments = {"since": due.days.since, "end": due.days.end}, _instruments(due)
    # Asked for by themselves: within one question SQLite would look for the parties among all that there are.
    parties = dict(_HOLDERS(authorisations=authorisations, today=today, **days))
    for party, name, number in _HELD(parties=parties.keys(), **days):
        if name in instruments:
            first[party] = min((name, number), first.get(party, (name, number)))
    found: dict[str, list[_Party]] = {}
    for party, (name, number) in sorted(first.items(), key=lambda held: (held[1], held[0])):
        if name == instrument and number in authorisations:
            found.setdefault(number, []).append((party, parties[party] or party))
    return found


def _owing(since: date, end: date, *, few: bool = False) -> QuerySet[AuthorisationFacts]:
    """What of authorisations that owe something was so on a day of a period."""
    return that_owe(few=few).filter(since__lt=end).exclude(until__lte=since)


def _holders_of(authorisations: list[str], since: date, end: date, today: date) -> QuerySet[AuthorisationFacts, Any]:
    rows = _owing(since, end, few=True).filter(authorisation__in=authorisations)
    return with_name(rows, on=today).values_list("party_id", "party_name")


def _held_by(parties: list[str], since: date, end: date) -> QuerySet[AuthorisationFacts, Any]:
    rows = _owing(since, end, few=True).filter(party__in=parties)
    return rows.values_list("party_id", "authorisation__instrument", "authorisation_id")


def _lines(owed: list[tuple[_Party, Due]], state: str, today: date) -> Iterator[ReturnLine]:
    filings = _filings(list(dict.fromkeys(party for (party, _), _ in owed)), [due for _, due in owed])
    for (party, name), due in owed:
        line = _line(party, name, due, filings.get((party, due.return_name, due.period)), today)
        if state in {"", line.state}:
            yield line


def _filings(parties: list[str], wanted: list[Due]) -> dict[tuple[str, str, str], tuple[str, datetime]]:
    """By party, return and period: the filing that stands, and when the first one of it came in."""
    returns, periods = {due.return_name for due in wanted}, {due.period for due in wanted}
    parts: dict[tuple[str, str, str], dict[str, tuple[str, datetime]]] = {}
    for begin in range(0, len(parties), _AT_ONCE):
        some = parties[begin : begin + _AT_ONCE]
        for sender, name, period, part, kind, filing, at in _FILED(parties=some, returns=returns, periods=periods):
            held = parts.setdefault((sender, name, period), {})
            if kind == WITHDRAWS:
                held.pop(part, None)
            else:
                held[part] = (filing, held.get(part, ("", at))[1])
    return {
        key: (list(held.values())[-1][0], min(at for _, at in held.values())) for key, held in parts.items() if held
    }


def _filed_by(parties: list[str], returns: list[str], periods: list[str]) -> QuerySet[ReceivedFiling, Any]:
    rows = ReceivedFiling.objects.filter(
        sender__in=parties, status__in=TAKEN, return_name__in=returns, period__in=periods
    )
    columns = ("sender", "return_name", "period", "part", "kind", "filing", "received_at")
    return rows.order_by("commit").values_list(*columns)


def _held(party: str, wanted: list[Due]) -> list[tuple[str, Period]]:
    roles = instruments_with(law_in_force(), {role for due in wanted for role in due.roles})
    rows = _OF_ONE(party=party, instruments=sorted(roles))
    return [(roles[instrument], Period(since, until)) for instrument, since, until in rows]


def _of_one(party: str, instruments: list[str]) -> QuerySet[AuthorisationFacts, Any]:
    rows = that_owe().filter(party_id=party, authorisation__instrument__in=instruments)
    return rows.values_list("authorisation__instrument", "since", "until")


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


_OWED, _HOLDERS, _HELD, _FILED = (Prepared(each) for each in (_owed_by, _holders_of, _held_by, _filed_by))
_OF_ONE = Prepared(_of_one)
