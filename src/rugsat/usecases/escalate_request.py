"""Bringing an overdue request for information before a director."""

from rugsat.domain.requests.deadline import deadline_of, refuse_early_escalation
from rugsat.domain.requests.thread import RequestVerb, next_standing
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import required
from rugsat.usecases.request_act import Words, request_for, say, side_of
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def escalate_request(work: Work, *, request: str, note: str) -> Done:
    """Bring an overdue request before a director, with what has been tried; nothing follows from it by itself."""
    opened = request_for(work, request)
    next_standing(opened.thread, RequestVerb.ESCALATE, side_of(work))
    refuse_early_escalation(deadline_of(opened.thread, opened.terms, on=work.on))
    return say(work, opened, RequestVerb.ESCALATE, Words(note=required(note, "say what has been tried")))
