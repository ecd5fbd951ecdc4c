"""The deadline of a request: from the service of the question, the term of the law, and what it was put off by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from rugsat.domain.requests.terms import ANSWER_TERM, EXTENSION_GROUNDS, EXTENSION_LIMIT, REMINDER_DAYS, Terms
from rugsat.domain.requests.thread import RequestVerb, Side, ThreadRefusedError, Uttered, allowed
from rugsat.law.resolve import NotSet, Resolved
from rugsat.law.service import Service
from rugsat.law.span import Span, last_day

_ASKS = frozenset({RequestVerb.ASK, RequestVerb.ASK_FURTHER})
_CLOSES = frozenset({RequestVerb.ANSWER, RequestVerb.ACCEPT, RequestVerb.WITHDRAW})


class TermState(StrEnum):
    """Where the deadline of a request stands on a day."""

    AWAITS_SERVICE = "awaits_service"
    RUNNING = "running"
    OVERDUE = "overdue"
    KEPT = "kept"
    LATE = "late"
    """It was answered, after the last day."""
    CANCELLED = "cancelled"
    ASLEEP = "asleep"
    """How long a firm has is not set."""


@dataclass(frozen=True, slots=True)
class RequestDeadline:
    """The deadline of the last question of a request as it stands on a day; it is derived, never stored."""

    state: TermState
    started_by: int
    """Number of the question."""
    since: date | None
    """The day of service; the first day counted is the one after it."""
    due: date | None
    """The last day; None while it awaits service or is asleep."""
    closed_on: date | None
    extended_by: int
    """By how many days, in the unit of the term, it was put off."""
    reminded: bool
    """Whether the firm was reminded of this very deadline."""
    term: Resolved | NotSet
    why: str

    @property
    def is_open(self) -> bool:
        """Whether the firm still has to answer."""
        return self.closed_on is None


def deadline_of(thread: Sequence[Uttered], terms: Terms, *, on: date) -> RequestDeadline:
    """The deadline of the last question of a thread, as it stands on a day.

    It runs from the service of the question, proven or deemed, for the term of the law, and for as many days more as it
    was put off by. A full answer keeps it; one in part does not. A further question has a deadline of its own.
    """
    asked = max(place for place, each in enumerate(thread) if each.verb in _ASKS)
    after = thread[asked + 1 :]
    closing = next((each for each in after if each.verb in _CLOSES), None)
    during = after if closing is None else after[: after.index(closing)]
    extended = sum(each.days for each in during if each.verb is RequestVerb.EXTEND)
    last_extension = max((place for place, each in enumerate(during) if each.verb is RequestVerb.EXTEND), default=-1)
    service = thread[asked].service
    assert service is not None, "a question is always sent"
    term = terms.value(ANSWER_TERM)
    since = service.on if service.on is not None and service.on <= on else None
    due = _due(terms, since, extended)
    return RequestDeadline(
        state=_state(closing, since, due, term, on),
        started_by=thread[asked].number,
        since=since,
        due=due,
        closed_on=closing.day if closing else None,
        extended_by=extended,
        reminded=any(each.verb is RequestVerb.REMIND for each in during[last_extension + 1 :]),
        term=term,
        why=_why(term, service, extended),
    )


def possible(thread: Sequence[Uttered], terms: Terms, side: Side, *, on: date) -> tuple[RequestVerb, ...]:
    """What a side may say on a day: what the thread allows, and the deadline and the law do not stand against."""
    deadline, barred = deadline_of(thread, terms, on=on), set[RequestVerb]()
    if deadline.state is not TermState.OVERDUE:
        barred.add(RequestVerb.ESCALATE)
    begins = remind_from(deadline, terms)
    if deadline.reminded or begins is None or on < begins:
        barred.add(RequestVerb.REMIND)
    limit = terms.days(EXTENSION_LIMIT)
    if limit is None or deadline.extended_by >= limit or not terms.words(EXTENSION_GROUNDS) or not deadline.is_open:
        barred.add(RequestVerb.EXTEND)
    if isinstance(deadline.term, NotSet):
        barred.add(RequestVerb.EXTEND)
    return tuple(verb for verb in allowed(thread, side) if verb not in barred)


def refuse_early_escalation(deadline: RequestDeadline) -> None:
    """Refuse to bring a request before a director while the firm may still answer."""
    if deadline.state is not TermState.OVERDUE:
        last = f"its last day is {deadline.due}" if deadline.due else deadline.why
        message = f"the request is not overdue ({last}): wait for its last day, or withdraw it"
        raise ThreadRefusedError(message)


def refuse_extension(thread: Sequence[Uttered], terms: Terms, *, days: int, ground: str, on: date) -> None:
    """Refuse to put a deadline off without a ground of the law, by more than it allows, or to a day that is over."""
    _refuse_unset(terms)
    if ground not in terms.words(EXTENSION_GROUNDS):
        message = (
            f"'{ground}' is no ground to put an answer off: name one of {', '.join(terms.words(EXTENSION_GROUNDS))}"
        )
        raise ThreadRefusedError(message)
    deadline, most = deadline_of(thread, terms, on=on), terms.days(EXTENSION_LIMIT)
    assert most is not None
    left = most - deadline.extended_by
    if not 1 <= days <= left:
        message = (
            f"the answer can be put off by 1 to {left} days more, not by {days}"
            if left > 0
            else (f"the answer has been put off by {deadline.extended_by} days, which is the most: let the firm answer")
        )
        raise ThreadRefusedError(message)
    due = _due(terms, deadline.since, deadline.extended_by + days)
    if due is not None and due < on:
        message = f"put off by {days} days it would have ended on {due}, and today is {on}: put it off by more"
        raise ThreadRefusedError(message)


def remind_from(deadline: RequestDeadline, terms: Terms) -> date | None:
    """The first day on which the firm is reminded of a deadline; None where nothing says so or there is no last day."""
    days = terms.value(REMINDER_DAYS)
    if isinstance(days, NotSet) or deadline.due is None or not deadline.is_open:
        return None
    assert isinstance(days.value, Decimal)
    if days.unit != "working_day":
        return deadline.due - timedelta(days=int(days.value))
    return terms.pack.rulebook.calendar.add_working_days(deadline.due, -int(days.value))


def _refuse_unset(terms: Terms) -> None:
    """Refuse to put off what has no length, or by what is counted in other days than it."""
    held = [terms.value(name) for name in (EXTENSION_GROUNDS, EXTENSION_LIMIT, ANSWER_TERM)]
    for answer in held:
        if isinstance(answer, NotSet):
            message = f"the answer cannot be put off, {answer.parameter} is not set ({answer.why}): let an act set it"
            raise ThreadRefusedError(message)
    _, limit, term = (each for each in held if isinstance(each, Resolved))
    if limit.unit != term.unit:
        message = (
            f"{ANSWER_TERM} is set in {term.unit} and {EXTENSION_LIMIT} in {limit.unit}: let an act set them alike"
        )
        raise ThreadRefusedError(message)


def _due(terms: Terms, since: date | None, extended: int) -> date | None:
    term = terms.value(ANSWER_TERM)
    if since is None or isinstance(term, NotSet):
        return None
    assert isinstance(term.value, Decimal)
    return last_day(Span(since, int(term.value) + extended, term.unit), terms.pack.rulebook.calendar)


def _state(
    closing: Uttered | None, since: date | None, due: date | None, term: Resolved | NotSet, on: date
) -> TermState:
    if closing is not None and closing.verb is RequestVerb.WITHDRAW:
        return TermState.CANCELLED
    if isinstance(term, NotSet):
        return TermState.ASLEEP
    if closing is not None:
        return TermState.LATE if due is not None and closing.day > due else TermState.KEPT
    if since is None or due is None:
        return TermState.AWAITS_SERVICE
    return TermState.OVERDUE if on > due else TermState.RUNNING


def _why(term: Resolved | NotSet, service: Service, extended: int) -> str:
    if isinstance(term, NotSet):
        return f"{term.parameter} is not set: {term.why}"
    more = f", put off by {extended} {term.unit.replace('_', ' ')}s" if extended else ""
    return f"{term.value} {term.unit.replace('_', ' ')}s, {service.why}{more}"
