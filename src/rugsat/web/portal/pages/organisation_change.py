"""The organisation as the register holds it, and changes of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.own_party import organisation
from rugsat.usecases.change_party import change_party
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.changing import change_organisation, clashes, given_for, item_of
from rugsat.web.portal.forms.party_sections import SECTIONS, FactsForm
from rugsat.web.portal.forms.section import Given, with_item, without_item


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
    told, held, key = _told(request), SECTIONS[section], request.GET.get("item", "")
    items, takes_out = told["says"][section], request.method == "POST" and "take_out" in request.POST
    typed = request.POST if request.method == "POST" and not takes_out else None
    before = item_of(items, held, key) if request.method != "POST" else None
    form = held.form(given_for(told, held), typed, before)
    refused = None
    if takes_out or (form.is_bound and form.is_valid() and not clashes(form, items, held, key)):
        changed = without_item(items, held, key) if takes_out else with_item(items, held, form.content(), key)
        words = _("It is taken out.") if takes_out else _("It is saved.")
        done = change_organisation(request, told, {section: changed}, words)
        if not isinstance(done, Refused):
            return onward("organisation")
        refused = done
    title = _("Change: {thing}").format(thing=held.one()) if key else _("Add: {thing}").format(thing=held.one())
    return shown(
        request, "organisation_item", refused=refused, title=title, record=told, form=form, key=key, section=held
    )


def _told(request: HttpRequest) -> dict[str, Any]:
    return organisation(party=visitor_of(request).party, now=moment.now())
