"""Rendering a page within the layout: every page knows its area, the languages, and what is only shown."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from rugsat.kernel.language import LANGUAGES, in_language, language
from rugsat.law.pack import RulePack
from rugsat.store.kept_law import law_in_force
from rugsat.web.layout.acting import new_key
from rugsat.web.layout.area import Area
from rugsat.web.layout.language import CHOICE, OWN_NAMES
from rugsat.web.layout.visitor import visitor_of

_NO_FILTER = frozenset({"after", CHOICE})
"""What an address says beside filters: the place in a list, and the language."""


def render(
    request: HttpRequest, template: str, area: Area, *, status: HTTPStatus = HTTPStatus.OK, **given: Any
) -> HttpResponse:
    """A page in the present language."""
    return HttpResponse(get_template(template).render(surroundings(request, area) | given, request), status=status)


def surroundings(request: HttpRequest, area: Area) -> dict[str, Any]:
    """What the layout shows around a page: the area and its menu, who has signed in, languages, what was just done."""
    law, visitor = law_in_force(), visitor_of(request)
    return {
        "area": area,
        "menu": [entry for entry in area.menu if visitor.sees(entry.view)],
        "visitor": visitor,
        "narrowed": any(value for name, value in request.GET.items() if name not in _NO_FILTER),
        "told": list(get_messages(request)) if visitor.login else [],
        "new_key": new_key,
        "here": request.resolver_match.view_name if request.resolver_match else "",
        "languages": [(each, OWN_NAMES[each], _address(request, each)) for each in LANGUAGES],
        "language": language(),
        "country": in_language(law.rulebook.jurisdiction.name),
        "demonstrations": demonstrations(law),
    }


def demonstrations(law: RulePack) -> list[str]:
    """The titles of the demonstration acts that the law of the office is read with."""
    acts = law.rulebook.acts
    return [in_language(acts[name].title) if name in acts else name for name in settings.DEMONSTRATION]


def _address(request: HttpRequest, chosen: str) -> str:
    asked = request.GET.copy()
    asked[CHOICE] = chosen
    return f"?{asked.urlencode()}"
