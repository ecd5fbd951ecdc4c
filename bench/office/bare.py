"""The peer: Django alone, one page with one indexed query for 25 rows and a template, on the tables of the office."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path

from rugsat.store.licensing.models import AuthorisationFacts

_PAGE = """<!DOCTYPE html><html lang="en"><head><title>Bare</title></head><body><h1>{{ after }}</h1><table>
{% for row in rows %}<tr><td>{{ row.authorisation_id }}</td><td>{{ row.party_id }}</td><td>{{ row.status }}</td>
<td>{{ row.cls }}</td><td>{{ row.since }}</td></tr>{% endfor %}</table></body></html>"""


@cache
def template() -> Template:
    """The template, read once as one in a file is."""
    return Template(_PAGE)


def page(_request: HttpRequest, after: str) -> HttpResponse:
    """25 rows from behind an identifier on."""
    rows = AuthorisationFacts.objects.filter(party_id__gt=after).order_by("party_id")[:25]
    return HttpResponse(template().render(Context({"rows": rows, "after": after})))


urlpatterns = [path("<str:after>", page)]
