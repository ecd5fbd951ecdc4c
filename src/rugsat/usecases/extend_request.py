"""Putting off the deadline of a request for information."""

from rugsat.domain.requests.deadline import refuse_extension
from rugsat.domain.requests.thread import RequestVerb, next_standing
from rugsat.usecases.call import Done
from rugsat.usecases.request_act import Words, request_for, say, side_of
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def extend_request(work: Work, *, request: str, days: int, ground: str, note: str = "") -> Done:
    """Give a firm so many days more to answer, on a ground that the law lists and within what it allows."""
    opened = request_for(work, request)
    next_standing(opened.thread, RequestVerb.EXTEND, side_of(work))
    refuse_extension(opened.thread, opened.terms, days=days, ground=ground, on=work.on)
    return say(work, opened, RequestVerb.EXTEND, Words(note=note, ground=ground, days=days))
