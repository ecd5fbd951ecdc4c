"""States, acts and deadlines of a request for information in the words of the reader: English, Russian, Turkmen."""

from rugsat.domain.requests.deadline import TermState
from rugsat.domain.requests.thread import RequestState, RequestVerb
from rugsat.kernel.language import gettext


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


_STATES = {
    RequestState.ASKED: _mark("Waiting for the answer"),
    RequestState.ANSWERED_IN_PART: _mark("Answered in part, more is to come"),
    RequestState.ANSWERED: _mark("Answered"),
    RequestState.ACCEPTED: _mark("Closed, the answer was accepted"),
    RequestState.WITHDRAWN: _mark("Withdrawn"),
}
_VERBS = {
    RequestVerb.ASK: _mark("Question"),
    RequestVerb.ANSWER: _mark("Answer"),
    RequestVerb.ANSWER_IN_PART: _mark("Answer in part"),
    RequestVerb.ASK_FURTHER: _mark("Further question"),
    RequestVerb.EXTEND: _mark("Deadline put off"),
    RequestVerb.REMIND: _mark("Reminder"),
    RequestVerb.ESCALATE: _mark("Brought before a director"),
    RequestVerb.HAND_OVER: _mark("Handed over to another officer"),
    RequestVerb.ACCEPT: _mark("Answer accepted"),
    RequestVerb.WITHDRAW: _mark("Request withdrawn"),
}
_TERMS = {
    TermState.AWAITS_SERVICE: _mark("The question has not been served yet"),
    TermState.RUNNING: _mark("The time to answer is running"),
    TermState.OVERDUE: _mark("Overdue"),
    TermState.KEPT: _mark("Answered in time"),
    TermState.LATE: _mark("Answered late"),
    TermState.CANCELLED: _mark("Nothing is owed any more"),
    TermState.ASLEEP: _mark("How long there is to answer is not set"),
}


def state_in_words(state: str) -> str:
    """Where a request stands."""
    return gettext(_STATES[RequestState(state)])


def act_in_words(verb: str) -> str:
    """What was said or done, as the title of its entry."""
    return gettext(_VERBS[RequestVerb(verb)])


def term_in_words(state: str) -> str:
    """Where the deadline of a request stands."""
    return gettext(_TERMS[TermState(state)])
