"""The thread of a request for information: what was said, the state that follows from it, and who may say what next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rugsat.kernel.errors import RugsatError
from rugsat.law.service import Service


class ThreadRefusedError(RugsatError):
    """Something that cannot be said in a request as it stands; says what can, and by whom."""


class RequestVerb(StrEnum):
    """The closed set of what can be done with a request."""

    ASK = "ask"
    ANSWER = "answer"
    ANSWER_IN_PART = "answer_in_part"
    """More is to come; the clock goes on."""
    ASK_FURTHER = "ask_further"
    EXTEND = "extend"
    REMIND = "remind"
    ESCALATE = "escalate"
    """The deadline is over and the matter lies before a director; nobody is accused of anything by it."""
    HAND_OVER = "hand_over"
    """Another officer is in charge from now on."""
    ACCEPT = "accept"
    WITHDRAW = "withdraw"


class RequestState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    ANSWERED_IN_PART = "answered_in_part"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    """Who speaks: the authority, the firm that is asked, or the day itself."""

    OFFICER = "officer"
    DIRECTOR = "director"
    FIRM = "firm"
    REGISTER = "register"


_AUTHORITY = frozenset({Side.OFFICER, Side.DIRECTOR})
_WAITING = (RequestState.ASKED, RequestState.ANSWERED_IN_PART)
OPEN = frozenset({*_WAITING, RequestState.ANSWERED})
SERVED = frozenset({RequestVerb.ASK, RequestVerb.ASK_FURTHER, RequestVerb.EXTEND, RequestVerb.REMIND})
"""What is sent to the firm as a letter."""
_TAKES_BACK = frozenset({RequestVerb.EXTEND, RequestVerb.WITHDRAW})
"""Once it lies before a director, only a director does this."""
_RELIEVES = frozenset({RequestVerb.EXTEND, RequestVerb.ASK_FURTHER, RequestVerb.ACCEPT, RequestVerb.WITHDRAW})
"""What takes a request from before the director."""

_STEPS: Mapping[RequestVerb, tuple[frozenset[RequestState], RequestState | None, frozenset[Side]]] = {
    RequestVerb.ANSWER: (OPEN, RequestState.ANSWERED, frozenset({Side.FIRM})),
    RequestVerb.ANSWER_IN_PART: (frozenset(_WAITING), RequestState.ANSWERED_IN_PART, frozenset({Side.FIRM})),
    RequestVerb.ASK_FURTHER: (
        frozenset({RequestState.ANSWERED_IN_PART, RequestState.ANSWERED}),
        RequestState.ASKED,
        _AUTHORITY,
    ),
    RequestVerb.EXTEND: (frozenset(_WAITING), None, _AUTHORITY),
    RequestVerb.REMIND: (frozenset(_WAITING), None, _AUTHORITY | {Side.REGISTER}),
    RequestVerb.ESCALATE: (frozenset(_WAITING), None, _AUTHORITY),
    RequestVerb.HAND_OVER: (OPEN, None, _AUTHORITY),
    RequestVerb.ACCEPT: (
        frozenset({RequestState.ANSWERED_IN_PART, RequestState.ANSWERED}),
        RequestState.ACCEPTED,
        _AUTHORITY,
    ),
    RequestVerb.WITHDRAW: (OPEN, RequestState.WITHDRAWN, _AUTHORITY),
}
"""From which states, to which (the same where None), by whom."""


@dataclass(frozen=True, slots=True)
class Uttered:
    """What was said or done in a request, as it was recorded: nothing about a request is kept but these."""

    number: int
    """Its place in the thread; the first is 1."""
    verb: RequestVerb
    day: date
    """The legal day that it counts on."""
    service: Service | None = None
    """When it was served, of what is sent to the firm."""
    days: int = 0
    """Of an extension: by how many days, in the unit of the term."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a thread has come to."""

    state: RequestState
    escalated: bool
    """Whether it lies before a director."""

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be said."""
        return self.state in OPEN


def standing_of(thread: Sequence[Uttered]) -> Standing:
    """Where a thread stands after all that was said in it."""
    state, escalated = RequestState.ASKED, False
    for each in thread[1:]:
        after = _STEPS[each.verb][1]
        state = after or state
        escalated = each.verb is RequestVerb.ESCALATE or (escalated and each.verb not in _RELIEVES)
    return Standing(state, escalated)


def allowed(thread: Sequence[Uttered], side: Side) -> tuple[RequestVerb, ...]:
    """What a side may say next; what the day decides, such as whether it is overdue, is asked of the deadline."""
    standing = standing_of(thread)
    return tuple(verb for verb in _STEPS if not _objection(standing, verb, side))


def next_standing(thread: Sequence[Uttered], verb: RequestVerb, side: Side) -> Standing:
    """Where the thread stands once a side has said it; ThreadRefusedError says what can be done instead."""
    standing = standing_of(thread)
    if why := _objection(standing, verb, side):
        can = [str(each) for each in allowed(thread, side)]
        what = f"what can be done is {', '.join(can)}" if can else "nothing is to be done by it"
        message = f"the {side} cannot {verb.replace('_', ' ')} here, {why}: {what}"
        raise ThreadRefusedError(message)
    after = _STEPS[verb][1]
    escalated = verb is RequestVerb.ESCALATE or (standing.escalated and verb not in _RELIEVES)
    return Standing(after or standing.state, escalated)


def _objection(standing: Standing, verb: RequestVerb, side: Side) -> str:
    if verb not in _STEPS:
        return "because a request is asked once"
    before, _, who = _STEPS[verb]
    if standing.state not in before:
        return f"because the request is {standing.state.replace('_', ' ')}"
    if side not in who:
        return f"because it is for the {' or the '.join(sorted(who))}"
    if standing.escalated and verb is RequestVerb.ESCALATE:
        return "because it lies before a director already"
    if standing.escalated and verb in _TAKES_BACK and side is not Side.DIRECTOR:
        return "because it lies before a director"
    return ""
