"""Requests for information: listed, due, and one with its thread, its deadline and what can be said next."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from rugsat.domain.requests.deadline import RequestDeadline, TermState, deadline_of, possible, remind_from
from rugsat.domain.requests.terms import EXTENSION_GROUNDS
from rugsat.domain.requests.thread import OPEN, RequestState, Side
from rugsat.law.resolve import Resolved
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked
from rugsat.store.requests.models import Request, RequestAct, RequestDocument
from rugsat.store.requests.record import acts_of, terms_of, uttered, with_acts

WAITING = "waiting"
"""What a list is narrowed to that is to hold what waits for the firm."""
_WAITING = (str(RequestState.ASKED), str(RequestState.ANSWERED_IN_PART))
_INSIDE = frozenset({"escalate", "hand_over"})
"""What goes on within the authority; a firm is not shown it."""
_OF_THE_FIRM = frozenset({"answer", "answer_in_part"})
_AT_ONCE = 500


def listed(
    *, now: datetime, about: dict[str, str] | None = None, state: str = "", after: str = "", most: int = 100
) -> list[dict[str, Any]]:
    """Requests in order of their numbers, below `after` where it is given; three questions however many there are.

    `about` narrows them by party, officer (a login), finding, authorisation or filing; `state` is one of the states, or
    `open` for all that are not closed, `waiting` for those that wait for the firm, or `escalated` for those that lie
    before a director.
    """
    rows = _narrowed(Request.objects.all(), about or {}, state).filter(request__gt=after)
    day = day_asked(None, now)
    return [_line(each, day) for each in with_acts(rows.select_related("officer").order_by("request")[:most])]


def due(*, now: datetime, within: int = 10, officer: str = "") -> list[dict[str, Any]]:
    """Requests that are overdue, or due within so many days, the most pressing first; each is derived, none is kept."""
    day = day_asked(None, now)
    last, rows = day + timedelta(days=within), Request.objects.filter(state__in=_WAITING)
    if officer:
        rows = rows.filter(officer__login=officer)
    found = [_line(each, day) for each in _each(rows)]
    near = [line for line in found if line["deadline"]["due"] and date.fromisoformat(line["deadline"]["due"]) <= last]
    return sorted(near, key=lambda line: (line["deadline"]["due"], line["request"]))


def counted(*, now: datetime, officer: str = "") -> dict[str, int]:
    """How many requests are open, wait for the firm, are overdue, wait for an officer, lie before a director."""
    day, rows = day_asked(None, now), _narrowed(Request.objects.all(), {"officer": officer}, "open")
    found = [_line(each, day) for each in _each(rows)]
    return {
        "open": len(found),
        "waiting": sum(each["state"] in _WAITING for each in found),
        "overdue": sum(each["deadline"]["overdue"] for each in found),
        "answered": sum(each["state"] == RequestState.ANSWERED for each in found),
        "escalated": sum(each["escalated"] for each in found),
    }


def request(*, request: str, now: datetime) -> dict[str, Any]:
    """A request as an officer sees it: what it is about, all that was said, the deadline and what can be done next."""
    return _shown(request, now)


def own_listed(*, party: str, now: datetime, state: str = "", after: str = "", most: int = 100) -> list[dict[str, Any]]:
    """Requests to a firm as it sees them, in order of their numbers."""
    found = listed(now=now, about={"party": party}, state="" if state == "escalated" else state, after=after, most=most)
    return [_outside(each) for each in found]


def own_request(*, party: str, request: str, now: datetime) -> dict[str, Any]:
    """A request to a firm as it sees it; of another's it is said what is said of one that there is not."""
    refuse_foreign(party=party, request=request)
    told = _shown(request, now)
    shown = [_act_outside(each) for each in told["acts"] if each["verb"] not in _INSIDE]
    # Numbered anew, so that no gap tells of what went on within the authority.
    acts = [{**each, "number": number} for number, each in enumerate(shown, 1)]
    kept = {name: told[name] for name in ("opened_at", "rule_pack")}
    return {**_outside(told), **kept, "acts": acts, "can_be_done": told["can_be_done"][str(Side.FIRM)]}


def refuse_foreign(*, party: str, request: str) -> None:
    """NotOnTheRegisterError says of another's request what it says of one that there is not."""
    if not Request.objects.filter(request=request, party_id=party).exists():
        message = f"you have no request '{request}': list your requests"
        raise NotOnTheRegisterError(message)


def document(*, request: str, digest: str) -> dict[str, Any]:
    """Name and type of a document that came with a request, to be given out; NotOnTheRegisterError where it did not."""
    rows = RequestDocument.objects.filter(act__request_id=request, document_id=digest).select_related("document")
    found = rows.order_by("pk").first()
    if found is None:
        message = f"no document {digest} came with the request {request}: look at what did"
        raise NotOnTheRegisterError(message)
    kept = found.document
    return {"digest": digest, "name": found.name, "media_type": kept.media_type, "size": kept.size}


def _shown(request: str, now: datetime) -> dict[str, Any]:
    found = with_acts(Request.objects.select_related("officer").filter(request=request)).first()
    if found is None:
        message = f"there is no request '{request}': list them with rugsat requests list"
        raise NotOnTheRegisterError(message)
    thread, terms, on = uttered(found), terms_of(found), day_asked(None, now)
    documents, sides = _documents(found), (Side.OFFICER, Side.DIRECTOR, Side.FIRM)
    return {
        **_line(found, on),
        "opened_at": found.opened_at.isoformat(),
        "rule_pack": found.rule_pack,
        "acts": [_act(each, documents) for each in acts_of(found)],
        "can_be_done": {str(side): [str(verb) for verb in possible(thread, terms, side, on=on)] for side in sides},
        "extension_grounds": list(terms.words(EXTENSION_GROUNDS)),
    }


def _narrowed(rows: QuerySet[Request], about: dict[str, str], state: str) -> QuerySet[Request]:
    columns = {
        "party": "party_id",
        "officer": "officer__login",
        "finding": "finding_id",
        "authorisation": "authorisation_id",
        "filing": "filing",
    }
    if unknown := sorted(set(about) - set(columns)):
        message = f"requests are not listed by {unknown[0]}: list them by {', '.join(columns)}"
        raise NotOnTheRegisterError(message)
    rows = rows.filter(**{columns[name]: value for name, value in about.items() if value})
    if state == "open":
        return rows.filter(state__in=[str(each) for each in OPEN])
    if state == "escalated":
        return rows.filter(escalated=True)
    if state == WAITING:
        return rows.filter(state__in=_WAITING)
    return rows.filter(state=state) if state else rows


def _each(rows: QuerySet[Request]) -> Iterator[Request]:
    return with_acts(rows.select_related("officer").order_by("request")).iterator(_AT_ONCE)


def _line(request: Request, on: date) -> dict[str, Any]:
    terms = terms_of(request)
    deadline = deadline_of(uttered(request), terms, on=on)
    return {
        "request": request.request,
        "party": request.party_id,
        "title": request.title,
        "finding": request.finding_id or "",
        "authorisation": request.authorisation_id or "",
        "filing": request.filing,
        "officer": request.officer.login,
        "state": request.state,
        "escalated": request.escalated,
        "version": request.version,
        "demonstration": request.demonstration,
        "deadline": _deadline(deadline, remind_from(deadline, terms)),
    }


def _deadline(deadline: RequestDeadline, remind_on: date | None) -> dict[str, Any]:
    term = deadline.term
    days = {"since": deadline.since, "due": deadline.due, "closed_on": deadline.closed_on, "remind_on": remind_on}
    return {
        "state": str(deadline.state),
        "overdue": deadline.state is TermState.OVERDUE,
        **{name: day and day.isoformat() for name, day in days.items()},
        "extended_by": deadline.extended_by,
        "reminded": deadline.reminded,
        "why": deadline.why,
        "rests_on": f"{term.parameter} ({term.kind}): {term.citation}" if isinstance(term, Resolved) else "",
    }


def _documents(request: Request) -> dict[int, list[dict[str, Any]]]:
    rows = RequestDocument.objects.filter(act__request=request).select_related("document").order_by("pk")
    found: dict[int, list[dict[str, Any]]] = {}
    for each in rows:
        said = {"digest": each.document_id, "name": each.name}
        kept = {"media_type": each.document.media_type, "size": each.document.size}
        found.setdefault(each.act_id, []).append({**said, **kept})
    return found


def _act(act: RequestAct, documents: dict[int, list[dict[str, Any]]]) -> dict[str, Any]:
    served = min((each.served_on for each in act.services.all()), default=None)
    return {
        "number": act.number,
        "verb": act.verb,
        "at": act.at.isoformat(),
        "by": act.by.login,
        "on_behalf_of": act.on_behalf_of.login if act.on_behalf_of else "",
        "office": act.office,
        "ground": act.ground,
        "note": act.note,
        "days": act.days,
        "means": act.means,
        "sent_on": act.sent_on and act.sent_on.isoformat(),
        "served_on": served and served.isoformat(),
        "documents": documents.get(act.pk, []),
    }


def _act_outside(act: dict[str, Any]) -> dict[str, Any]:
    """An act as the firm sees it: who of its own people spoke, and of the authority no person."""
    own = act["verb"] in _OF_THE_FIRM
    return act if own else {**act, "by": "", "on_behalf_of": "", "office": ""}


def _outside(line: dict[str, Any]) -> dict[str, Any]:
    """What a firm is told of a request: who in the authority leads it, and whether it went higher, stays there."""
    inside = {"officer", "escalated", "acts", "can_be_done", "extension_grounds"}
    return {name: value for name, value in line.items() if name not in inside}
