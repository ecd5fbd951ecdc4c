"""Withdrawing a request for information."""

from rugsat.domain.requests.thread import RequestVerb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import required
from rugsat.usecases.request_act import Words, request_for, say
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def withdraw_request(work: Work, *, request: str, note: str) -> Done:
    """Withdraw a request for information, and say why; nothing is owed upon it any more."""
    return say(work, request_for(work, request), RequestVerb.WITHDRAW, Words(note=required(note, "say why")))
