"""What is due."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from rugsat.store.queries.owing import owing
from rugsat.web.api import clock
from rugsat.web.api.access import caller_of, needs
from rugsat.web.api.answers import reading
from rugsat.web.api.forms import DaysAsked, ObligationList
from rugsat.web.api.problems import ProblemError

router = Router(tags=["obligations"])
_LONGEST_DAYS = 1_100


@router.get(
    "/obligations",
    response=reading(ObligationList),
    by_alias=True,
    operation_id="list_obligations",
    **needs("returns:read"),
)
def list_obligations(request: HttpRequest, asked: Query[DaysAsked]) -> dict[str, Any]:
    """List what you owe for the periods that end within some days: three months back and one ahead if left out."""
    at, since, until = clock.now(), asked.since, asked.until
    first, last = since or at.date(), until or at.date()
    if since and until and since >= until:
        message = f"{since} to {until} holds no day: name a first day and a later one that no longer counts"
        raise ProblemError(422, "days", message)
    if abs((last - first).days) > _LONGEST_DAYS:
        message = f"more than {_LONGEST_DAYS} days are asked for at once: ask for fewer"
        raise ProblemError(422, "days", message)
    return {"as_of": at, "items": owing(party=caller_of(request).party, now=at, since=since, until=until)}
