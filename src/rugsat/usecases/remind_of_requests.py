"""Reminding every firm whose deadline is near or over, once; a job does it every day."""

from collections.abc import Iterator
from datetime import date, datetime

from rugsat.domain.requests.deadline import deadline_of, remind_from
from rugsat.domain.requests.thread import RequestState
from rugsat.store.requests.models import Request
from rugsat.store.requests.record import terms_of, uttered, with_acts
from rugsat.usecases.call import Call
from rugsat.usecases.make_office import REGISTER
from rugsat.usecases.remind_of_request import remind_of_request
from rugsat.usecases.work import day_of

_WAITING = (RequestState.ASKED, RequestState.ANSWERED_IN_PART)


def remind_of_requests(*, at: datetime) -> list[dict[str, str]]:
    """Remind of everything that is near or over by now, each in a transaction of its own; again changes nothing."""
    told = []
    for request in list(_to_remind(day_of(at))):
        done = remind_of_request(Call(by=REGISTER, at=at), request=request)
        told.append({"request": request, "state": str(done.told["state"]), "act": str(done.told["act"])})
    return told


def _to_remind(on: date) -> Iterator[str]:
    rows = with_acts(Request.objects.filter(state__in=[str(each) for each in _WAITING]).order_by("request"))
    for each in rows.iterator(500):
        terms = terms_of(each)
        deadline = deadline_of(uttered(each), terms, on=on)
        begins = remind_from(deadline, terms)
        if begins is not None and begins <= on and not deadline.reminded:
            yield each.request
