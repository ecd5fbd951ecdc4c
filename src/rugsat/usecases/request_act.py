"""An act upon a request for information: whether it can be said as the thread stands, and its record."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rugsat.domain.requests.terms import Terms
from rugsat.domain.requests.thread import SERVED, RequestVerb, Side, Uttered, next_standing
from rugsat.kernel.errors import RugsatError
from rugsat.law.service import deeming
from rugsat.store.requests.models import Request, RequestAct, RequestDocument
from rugsat.store.requests.record import terms_of, uttered, with_acts
from rugsat.usecases.call import Done, NotPermittedError, StaleError
from rugsat.usecases.take_documents import Paper, Taken, take_documents
from rugsat.usecases.work import Work

_DIRECTOR, _REGISTER = "director", "register"


class NoSuchRequestError(RugsatError):
    """A request for information that there is not."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said with an act."""

    note: str = ""
    ground: str = ""
    days: int = 0
    means: str = "electronic"
    documents: Sequence[Paper] = field(default=())


@dataclass(frozen=True, slots=True)
class Opened:
    """A request, locked until the act is through, with its thread and the law that it is led under."""

    request: Request
    thread: tuple[Uttered, ...]
    terms: Terms


def request_for(work: Work, request: str) -> Opened:
    """The request for whoever acts; of another firm's it is said what is said of one that there is not.

    Raises StaleError where it has changed since it was seen.
    """
    rows = Request.objects.select_for_update().filter(request=request)
    found = (rows if work.party is None else rows.filter(party_id=work.party)).first()
    if found is None:
        if work.party is not None:
            message = f"you have no request '{request}': list your requests"
            raise NotPermittedError(message)
        message = f"there is no request '{request}': list them with rugsat requests list"
        raise NoSuchRequestError(message)
    work.only_for(found.party_id)
    held = with_acts(Request.objects.filter(request=request)).get()
    seen = work.call.seen
    if seen is not None and seen != held.version:
        done = ", ".join(f"{each.verb.replace('_', ' ')} on {each.at:%Y-%m-%d}" for each in held.acts.all()[seen:])
        message = f"the request {request} has changed since you saw it ({done or 'its service'}): look at it again"
        raise StaleError(message)
    return Opened(held, uttered(held), terms_of(held))


def side_of(work: Work) -> Side:
    """Who speaks: the firm, a director, another officer, or the day."""
    if work.party is not None:
        return Side.FIRM
    if _DIRECTOR in work.offices:
        return Side.DIRECTOR
    return Side.REGISTER if set(work.offices) == {_REGISTER} else Side.OFFICER


def say(work: Work, opened: Opened, verb: RequestVerb, words: Words) -> Done:
    """Take the step and record it with its documents; what the thread does not allow is refused."""
    request = opened.request
    after = next_standing(opened.thread, verb, side_of(work))
    last = request.acts.all()[len(opened.thread) - 1]
    work.after(last.at)
    taken = take_documents(work, words.documents)
    act = record_act(work, request, verb, len(opened.thread) + 1, words)
    RequestDocument.objects.bulk_create(documents_of(act, taken))
    request.state, request.escalated, request.version = str(after.state), after.escalated, request.version + 1
    request.save(update_fields=("state", "escalated", "version"))
    work.tell(f"request_{verb}", request.request, content_of(act, taken) | {"state": request.state})
    told = {"state": request.state, "act": act.number, "escalated": request.escalated}
    return Done(request.request, request.version, told)


def record_act(work: Work, request: Request, verb: RequestVerb, number: int, words: Words) -> RequestAct:
    """Record what was said; what goes to the firm is sent on the legal day of the act."""
    deeming(words.means)
    sent = terms_of(request).day_of(work.at) if verb in SERVED else None
    return RequestAct.objects.create(
        request=request,
        number=number,
        verb=str(verb),
        at=work.at,
        by=work.account,
        office=work.offices[0] if side_of(work) is not Side.DIRECTOR else _DIRECTOR,
        on_behalf_of=work.behalf,
        ground=words.ground,
        note=words.note,
        days=words.days,
        sent_on=sent,
        means=words.means,
    )


def documents_of(act: RequestAct, taken: Sequence[Taken]) -> list[RequestDocument]:
    """The documents of an act as rows."""
    return [RequestDocument(act=act, document_id=each.digest, name=each.name) for each in taken]


def content_of(act: RequestAct, taken: Sequence[Taken]) -> dict[str, Any]:
    """What the log commits to: all that was said, and the digests of what came with it."""
    said = {name: getattr(act, name) for name in ("number", "office", "ground", "note", "days", "means")}
    return {
        **said,
        "by": act.by.login,
        "on_behalf_of": act.on_behalf_of.login if act.on_behalf_of else "",
        "documents": [{"digest": each.digest, "name": each.name} for each in taken],
    }
