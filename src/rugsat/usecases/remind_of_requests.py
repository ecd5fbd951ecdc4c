"""Reminding every firm whose deadline is near or over, once; a job does it every day."""

from datetime import date, datetime

from rugsat.domain.requests.deadline import deadline_of, remind_from
from rugsat.domain.requests.thread import RequestState, ThreadRefusedError
from rugsat.kernel.errors import RugsatError
from rugsat.store.requests.models import Request
from rugsat.store.requests.record import terms_of, uttered, with_acts
from rugsat.usecases.call import Call
from rugsat.usecases.make_office import REGISTER
from rugsat.usecases.remind_of_request import remind_of_request
from rugsat.usecases.work import day_of

_WAITING = (RequestState.ASKED, RequestState.ANSWERED_IN_PART)


def remind_of_requests(*, at: datetime) -> list[dict[str, str]]:
    """Remind of everything that is near or over by now, each in a transaction of its own; again changes nothing.

    A request that cannot be looked at says why, and stops no other.
    """
    near, refused = _to_remind(day_of(at))
    told = []
    for request in near:
        try:
            done = remind_of_request(Call(by=REGISTER, at=at), request=request)
        except ThreadRefusedError:
            continue  # somebody has acted upon the request meanwhile
        except RugsatError as error:
            refused.append({"request": request, "refused": str(error)})
            continue
        told.append({"request": request, "state": str(done.told["state"]), "act": str(done.told["act"])})
    return told + refused


def _to_remind(on: date) -> tuple[list[str], list[dict[str, str]]]:
    """The requests that their firms are to be reminded of, and why of others it cannot be told."""
    near, refused = list[str](), list[dict[str, str]]()
    rows = with_acts(Request.objects.filter(state__in=[str(each) for each in _WAITING]).order_by("request"))
    for each in rows.iterator(500):
        try:
            if _is_near(each, on):
                near.append(each.request)
        except RugsatError as error:
            refused.append({"request": each.request, "refused": str(error)})
    return near, refused


def _is_near(request: Request, on: date) -> bool:
    terms = terms_of(request)
    deadline = deadline_of(uttered(request), terms, on=on)
    begins = remind_from(deadline, terms)
    return begins is not None and begins <= on and not deadline.reminded
