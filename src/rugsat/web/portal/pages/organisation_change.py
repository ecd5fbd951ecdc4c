"""The organisation as the register holds it, and changes of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.own_party import organisation
from rugsat.usecases.call import Done
from rugsat.usecases.change_party import change_party
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.changing import change_organisation, one_thing
from rugsat.web.portal.forms.party_sections import SECTIONS, FactsForm
from rugsat.web.portal.forms.section import Given


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The organisation."""
    told = _told(request)
    lists = [
        (each, [(each.key(item), each.cells(item)) for item in told["says"][each.name]]) for each in SECTIONS.values()
    ]
    may = visitor_of(request).may(change_party.name)
    return shown(request, "organisation", title=told["says"]["name"], record=told, lists=lists, may_change=may)


@require_http_methods(["GET", "HEAD", "POST"])
def facts_page(request: HttpRequest) -> HttpResponse:
    """The organisation itself, changed."""
    told = _told(request)
    form = FactsForm(Given(), request.POST if request.method == "POST" else None, told["says"])
    refused = None
    if form.is_bound and form.is_valid():
        done = change_organisation(request, told, form.content(), _("It is saved."))
        if not isinstance(done, Refused):
            return onward("organisation")
        refused = done
    return shown(
        request, "organisation_item", refused=refused, title=_("Change your organisation"), record=told, form=form
    )


@require_http_methods(["GET", "HEAD", "POST"])
def item_page(request: HttpRequest, section: str) -> HttpResponse:
    """One thing of a list of the organisation."""
    if section not in SECTIONS:
        raise Http404
    told, held = _told(request), SECTIONS[section]
    given = one_thing(
        request, told, held, lambda items, said: change_organisation(request, told, {section: items}, said)
    )
    return onward("organisation") if isinstance(given, Done) else shown(request, "organisation_item", **given)


def _told(request: HttpRequest) -> dict[str, Any]:
    return organisation(party=visitor_of(request).party, now=moment.now())
