"""Requests for information to an organisation: listed, and one with its thread, its deadline and its answer."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store import documents
from rugsat.store.document_type import LARGEST_DOCUMENT
from rugsat.store.queries import requests
from rugsat.usecases.answer_request import answer_request
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.asked import address_with, one_of, text_of
from rugsat.web.layout.documents import attachment
from rugsat.web.layout.uploads import takes_files
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.words import own_request_state

_MOST = 50
_STATES = ("open", "asked", "answered_in_part", "answered", "accepted", "withdrawn")


class AnswerForm(forms.Form):
    """An answer, whole or in part, with documents."""

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, use_required_attribute=False)
        self.fields["note"] = f.words(_("Your answer"), rows=8)
        self.fields["documents"] = f.documents(_("Documents"))
        self.fields["in_part"] = f.yes(_("This is a part of the answer"), _("More is to come; the deadline runs on."))


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The list."""
    states = [(state, own_request_state(state)) for state in _STATES]
    state = one_of(request, "state", states)
    party, after = visitor_of(request).party, text_of(request, "after")
    rows = requests.own_listed(party=party, now=moment.now(), state=state, after=after, most=_MOST + 1)
    return shown(
        request,
        "requests",
        title=_("Requests for information"),
        requests=rows[:_MOST],
        states=states,
        state=state,
        onward=address_with(request, after=rows[_MOST - 1]["request"]) if len(rows) > _MOST else "",
    )


@takes_files(LARGEST_DOCUMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def show_page(request: HttpRequest, number: str) -> HttpResponse:
    """One request, and the form to answer it."""
    told = requests.own_request(party=visitor_of(request).party, request=number, now=moment.now())
    form = AnswerForm(request.POST, request.FILES) if request.method == "POST" else AnswerForm()
    refused = None
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        asked = {"note": said["note"], "documents": f.papers(said["documents"]), "in_part": said["in_part"]}
        done = carried_out(request, answer_request, _("The answer is handed in."), request=number, **asked)
        if not isinstance(done, Refused):
            return onward("requests-show", number)
        refused = done
    can = [str(verb) for verb in told["can_be_done"]]
    return shown(
        request,
        "request",
        refused=refused,
        title=told["title"],
        record=told,
        form=form,
        can_answer=bool({"answer", "answer_in_part", "add"} & set(can)),
    )


@require_safe
def document(request: HttpRequest, number: str, digest: str) -> HttpResponse:
    """A document that came with the request or with an answer to it."""
    requests.refuse_foreign(party=visitor_of(request).party, request=number)
    found = requests.document(request=number, digest=digest)
    return attachment(documents.read(digest), name=found["name"], media_type=found["media_type"])
