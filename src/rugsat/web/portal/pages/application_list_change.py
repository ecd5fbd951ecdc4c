"""One list of an application: shown whole, and one thing of it added, changed or taken out."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.own_application import says
from rugsat.web.layout.acting import Refused
from rugsat.web.layout.asked import address_with, page_of
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.changing import change_list, clashes, given_for, item_of
from rugsat.web.portal.forms.application_sections import SECTIONS
from rugsat.web.portal.forms.section import Section, with_item, without_item

_MOST = 50


@require_safe
def list_page(request: HttpRequest, case: str, section: str) -> HttpResponse:
    """The list."""
    told, held = _asked(request, case, section)
    items, number = told["says"][section], page_of(request)
    first, last = (number - 1) * _MOST, number * _MOST
    rows = [(held.key(each), held.cells(each)) for each in items[first:last]]
    return shown(
        request,
        "application_list",
        title=held.title(),
        record=told,
        section=held,
        rows=rows,
        count=len(items),
        needs=held.needs and not told["says"][held.needs] and SECTIONS[held.needs],
        previous=address_with(request, page=str(number - 1)) if number > 1 else "",
        next=address_with(request, page=str(number + 1)) if len(items) > last else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def item_page(request: HttpRequest, case: str, section: str) -> HttpResponse:
    """One thing of the list."""
    told, held = _asked(request, case, section)
    items, key = told["says"][section], request.GET.get("item", "")
    takes_out = request.method == "POST" and "take_out" in request.POST
    typed = request.POST if request.method == "POST" and not takes_out else None
    before = item_of(items, held, key) if request.method != "POST" else None
    form = held.form(given_for(told, held), typed, before)
    refused = None
    if takes_out or (form.is_bound and form.is_valid() and not clashes(form, items, held, key)):
        done = _change(request, told, held, key if takes_out else (key, form.content()))
        if not isinstance(done, Refused):
            return onward("application-list", case, section)
        refused = done
    title = _("Change: {thing}").format(thing=held.one()) if key else _("Add: {thing}").format(thing=held.one())
    return shown(
        request, "application_item", refused=refused, title=title, record=told, section=held, form=form, key=key
    )


def _change(request: HttpRequest, told: dict[str, Any], held: Section, asked: Any) -> Any:
    items = told["says"][held.name]
    if isinstance(asked, str):
        return change_list(request, told, held.name, without_item(items, held, asked), _("It is taken out."))
    key, item = asked
    return change_list(request, told, held.name, with_item(items, held, item, key), _("It is saved."))


def _asked(request: HttpRequest, case: str, section: str) -> tuple[dict[str, Any], Section]:
    if section not in SECTIONS:
        raise Http404
    return says(case=case, party=visitor_of(request).party), SECTIONS[section]
