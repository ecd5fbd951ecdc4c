"""Checking an application once more and handing it in."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.own_application import application
from rugsat.store.queries.own_party import organisation
from rugsat.usecases.submit import submit
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.session import ask_again, fresh
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.forms.application_sections import SECTIONS
from rugsat.web.portal.forms.section import tables
from rugsat.web.portal.tasks import plan_word, tasks

MOST_SHOWN = 100
"""Things of a list that are shown beside others; all of them stand on the page of the list."""


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str) -> HttpResponse:
    """The page."""
    party = visitor_of(request).party
    told = application(case=case, party=party, now=moment.now())
    if not fresh(request):
        return ask_again(request)
    refused = None
    if request.method == "POST":
        said = _("The application is submitted. The authority now decides; you see here how it goes on.")
        done = carried_out(request, submit, said, case=case)
        if not isinstance(done, Refused):
            return onward("application-case", case)
        refused = done
    return shown(
        request,
        "application_submit",
        refused=refused,
        title=_("Check your answers"),
        application=told,
        organisation=organisation(party=party, now=moment.now()),
        tasks=tasks(told),
        lists=tables(SECTIONS, told["says"], MOST_SHOWN),
        plan_word=plan_word,
    )
