"""Accepting the answer to a request for information."""

from rugsat.domain.requests.thread import RequestVerb
from rugsat.usecases.call import Done
from rugsat.usecases.request_act import Words, request_for, say
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def accept_answer(work: Work, *, request: str, note: str = "") -> Done:
    """Accept what a firm has answered, and so close the request; an answer in part may be enough."""
    return say(work, request_for(work, request), RequestVerb.ACCEPT, Words(note=note))
