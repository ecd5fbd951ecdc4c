"""Reminding a firm of a request for information."""

from rugsat.domain.requests.deadline import deadline_of, remind_from
from rugsat.domain.requests.thread import RequestVerb, ThreadRefusedError, next_standing
from rugsat.usecases.call import Done
from rugsat.usecases.request_act import Words, request_for, say, side_of
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def remind_of_request(work: Work, *, request: str) -> Done:
    """Remind a firm of a request whose last day is near or over, once for each deadline; the letter is recorded."""
    opened = request_for(work, request)
    next_standing(opened.thread, RequestVerb.REMIND, side_of(work))
    deadline = deadline_of(opened.thread, opened.terms, on=work.on)
    begins = remind_from(deadline, opened.terms)
    if deadline.reminded:
        message = f"the firm was reminded of {deadline.due} already: escalate the request once that day is over"
        raise ThreadRefusedError(message)
    if begins is None or work.on < begins:
        when = f"from {begins} on" if begins else "once the law says when, and the question is served"
        message = f"the firm is not reminded yet: it is {when}"
        raise ThreadRefusedError(message)
    return say(work, opened, RequestVerb.REMIND, Words())
