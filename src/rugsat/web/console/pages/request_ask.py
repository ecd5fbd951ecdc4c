"""Asking a firm for information."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.document_type import LARGEST_DOCUMENT
from rugsat.usecases.ask_for_information import Question, ask_for_information
from rugsat.web.console.acted import as_sent
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.papers import papers_of
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.asked import text_of
from rugsat.web.layout.documents import several_are_taken
from rugsat.web.layout.page import render
from rugsat.web.layout.session import ask_again, fresh
from rugsat.web.layout.uploads import takes_files

_FIELDS = ("party", "title", "note", "finding", "authorisation", "filing")


@takes_files(LARGEST_DOCUMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form of a new request; sent, it asks the firm."""
    refused = None
    if request.method == "POST":
        done = _ask(request)
        if not isinstance(done, Refused):
            return done
        refused = done
    sent = as_sent(request, refused, *_FIELDS)
    if not refused:
        sent = {name: text_of(request, name, 80) for name in _FIELDS}
    return render(
        request,
        "console/request_ask.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=_("Ask a firm for information"),
        refused=refused,
        sent=sent,
        taken=several_are_taken(),
    )


def _ask(request: HttpRequest) -> HttpResponse | Refused:
    if not fresh(request):
        return ask_again(request)
    said = {name: request.POST.get(name, "").strip() for name in _FIELDS}
    party, about = said.pop("party"), Question(**said)
    words = _("The firm is asked. The clock runs from the day on which the request reaches it.")
    done = carried_out(request, ask_for_information, words, party=party, question=about, documents=papers_of(request))
    if isinstance(done, Refused):
        return done
    return HttpResponseRedirect(reverse("console:request", args=[done.subject]), status=HTTPStatus.SEE_OTHER)
