"""The rows of the lake that a finding rests on, dataset by dataset, to read and to take away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.finding_shown import rows_of
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.page import render

_SHOWN = 100


@require_safe
def page(request: HttpRequest, finding: str, dataset: str = "") -> HttpResponse:
    """The rows in tables; with a dataset, all its rows as a file."""
    try:
        held, extracts = rows_of(finding=finding)
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    if dataset:
        wanted = next((each for each in extracts if each.dataset == dataset), None)
        if wanted is None:
            raise Http404
        name = f"{finding[:16]}-{dataset}.csv"
        return HttpResponse(
            wanted.to_csv(),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
    return render(
        request,
        "console/finding_rows.html.j2",
        CONSOLE,
        title=_("Rows that a finding rests on"),
        held=held,
        tables=[
            (each.dataset, each.rows.height, each.rows.columns, each.rows.head(_SHOWN).rows()) for each in extracts
        ],
        most=_SHOWN,
    )
