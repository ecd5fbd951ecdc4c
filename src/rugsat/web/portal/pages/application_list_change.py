"""One list of an application: shown whole, and one thing of it added, changed or taken out."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from rugsat.store.queries.own_application import says
from rugsat.usecases.call import Done
from rugsat.web.layout.asked import address_with, page_of
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.changing import change_list, one_thing
from rugsat.web.portal.forms.application_sections import SECTIONS
from rugsat.web.portal.forms.section import Section

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
        title=held.words().title,
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
    given = one_thing(request, told, held, lambda items, said: change_list(request, told, section, items, said))
    if isinstance(given, Done):
        return onward("application-list", case, section)
    return shown(request, "application_item", **given)


def _asked(request: HttpRequest, case: str, section: str) -> tuple[dict[str, Any], Section]:
    if section not in SECTIONS:
        raise Http404
    return says(case=case, party=visitor_of(request).party), SECTIONS[section]
