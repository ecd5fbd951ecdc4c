"""One request for information: its clock, the thread with documents, and what an officer can do next."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.document_type import LARGEST_DOCUMENT
from rugsat.store.queries.audit import trail
from rugsat.store.queries.party_names import names_of
from rugsat.store.queries.requests import request as request_told
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.accept_answer import accept_answer
from rugsat.usecases.ask_further import ask_further
from rugsat.usecases.escalate_request import escalate_request
from rugsat.usecases.extend_request import extend_request
from rugsat.usecases.permissions import matrix
from rugsat.usecases.record_request_service import record_request_service
from rugsat.usecases.remind_of_request import remind_of_request
from rugsat.usecases.withdraw_request import withdraw_request
from rugsat.web.console.acted import acted, as_sent
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.papers import papers_of
from rugsat.web.layout.acting import Refused
from rugsat.web.layout.documents import several_are_taken
from rugsat.web.layout.moment import now, today
from rugsat.web.layout.page import render
from rugsat.web.layout.refusal import BadQuestionError
from rugsat.web.layout.uploads import takes_files
from rugsat.web.layout.visitor import Visitor, visitor_of

Answer = HttpResponse | Refused
_USE_CASES = {
    "accept": "accept_answer",
    "ask_further": "ask_further",
    "extend": "extend_request",
    "remind": "remind_of_request",
    "escalate": "escalate_request",
    "withdraw": "withdraw_request",
}
_FIELDS = ("do", "note", "ground", "days", "number", "served_on", "how", "proof")
_DIRECTOR = "director"


@takes_files(LARGEST_DOCUMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, number: str) -> HttpResponse:
    """The page; sent as a form, it says the next thing."""
    refused = None
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("do", ""))
        if act is None:
            raise BadQuestionError(_("The form does not say what is to be done: load the page again."))
        done = act(request, number)
        if not isinstance(done, Refused):
            return done
        refused = done
    try:
        held = request_told(request=number, now=now())
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    visitor = visitor_of(request)
    return render(
        request,
        "console/request.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=held["title"],
        refused=refused,
        held=held,
        name=names_of([held["party"]], on=today()).get(held["party"], held["party"]),
        can=_can(visitor, held["can_be_done"]),
        unserved=[each for each in held["acts"] if each["sent_on"] and not each["served_on"]],
        may_serve=visitor.may("record_request_service"),
        sent=as_sent(request, refused, *_FIELDS),
        taken=several_are_taken(),
        trail=trail(subject=number),
        today=today(),
    )


def _can(visitor: Visitor, allowed: dict[str, list[str]]) -> set[str]:
    """What whoever asks is offered; the use cases ask for themselves."""
    verbs = {*allowed["officer"], *(allowed["director"] if _DIRECTOR in visitor.roles else ())}
    known = matrix().may
    return {verb for verb in verbs if _USE_CASES.get(verb) in known and visitor.may(_USE_CASES[verb])}


def _accept(request: HttpRequest, number: str) -> Answer:
    return acted(request, accept_answer, _("The answer is accepted."), request=number, note=_note(request))


def _further(request: HttpRequest, number: str) -> Answer:
    asked = {"note": _note(request), "documents": papers_of(request)}
    return acted(request, ask_further, _("The firm is asked further."), request=number, **asked)


def _extend(request: HttpRequest, number: str) -> Answer:
    days = request.POST.get("days", "").strip()
    if not days.isdecimal() or not days.isascii() or len(days) > 4:
        return Refused(_("Say how many days more, as a whole number."), HTTPStatus.BAD_REQUEST)
    asked = {"days": int(days), "ground": request.POST.get("ground", ""), "note": _note(request)}
    return acted(request, extend_request, _("The deadline is extended."), request=number, **asked)


def _remind(request: HttpRequest, number: str) -> Answer:
    return acted(request, remind_of_request, _("The firm is reminded."), request=number)


def _escalate(request: HttpRequest, number: str) -> Answer:
    said = _("The request is brought before a director.")
    return acted(request, escalate_request, said, request=number, note=_note(request))


def _withdraw(request: HttpRequest, number: str) -> Answer:
    return acted(request, withdraw_request, _("The request is withdrawn."), request=number, note=_note(request))


def _service(request: HttpRequest, number: str) -> Answer:
    sent = request.POST
    try:
        served_on, act = date.fromisoformat(sent.get("served_on", "")), int(sent.get("number", ""))
    except ValueError:
        return Refused(_("Say on which day it was served."), HTTPStatus.BAD_REQUEST)
    asked = {"number": act, "served_on": served_on, "how": sent.get("how", ""), "proof": sent.get("proof", "")}
    return acted(request, record_request_service, _("The service is recorded."), request=number, **asked)


_ACTS: dict[str, Callable[[HttpRequest, str], Answer]] = {
    "accept": _accept,
    "ask_further": _further,
    "extend": _extend,
    "remind": _remind,
    "escalate": _escalate,
    "withdraw": _withdraw,
    "service": _service,
}


def _note(request: HttpRequest) -> str:
    return request.POST.get("note", "").strip()
