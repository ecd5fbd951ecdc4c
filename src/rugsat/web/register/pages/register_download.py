"""The register and the warnings of a day as a file: CSV, also in ESMA's columns, or JSON; never held in memory."""

from collections.abc import Callable, Iterator
from datetime import date

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.public.export import entries
from rugsat.store.queries.public.lists import instruments_of
from rugsat.store.queries.public.warned import every
from rugsat.web.layout.asked import day_of
from rugsat.web.register.files import esma_casps, plain_csv, plain_json
from rugsat.web.register.warning_files import esma_ncasps, warnings_json

_PROVIDERS = ("exchange", "custodian")
"""Roles that ESMA's register of providers has counterparts of; miners are in the other files."""


@require_safe
def page(request: HttpRequest, file: str) -> HttpResponseBase:
    """One of the files."""
    made: dict[str, tuple[str, Callable[[date], Iterator[str]]]] = {
        "casps.csv": ("text/csv; charset=utf-8", _casps),
        "authorisations.csv": ("text/csv; charset=utf-8", lambda on: plain_csv(entries(on=on))),
        "authorisations.json": ("application/json", lambda on: plain_json(entries(on=on), on)),
        "ncasps.csv": ("text/csv; charset=utf-8", lambda on: esma_ncasps(every(on=on), law_in_force().rulebook)),
        "warnings.json": ("application/json", lambda on: warnings_json(every(on=on), on)),
    }
    if file not in made:
        raise Http404
    media_type, lines = made[file]
    on = day_of(request)
    response = StreamingHttpResponse((line.encode() for line in lines(on)), content_type=media_type)
    name, _, ending = file.rpartition(".")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}_{on}.{ending}"'
    return response


def _casps(on: date) -> Iterator[str]:
    law = law_in_force()
    return esma_casps(entries(on=on, instruments=instruments_of(law, *_PROVIDERS)), law.rulebook, on)
