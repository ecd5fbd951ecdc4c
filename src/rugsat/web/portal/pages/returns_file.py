"""Filing a return, and checking one before it is filed."""

import os
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.language import gettext as _
from rugsat.store.queries.own_returns import returns
from rugsat.web.layout import moment
from rugsat.web.layout.acting import refusal
from rugsat.web.layout.asked import text_of
from rugsat.web.layout.uploads import takes_files
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import filing
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.forms.filing import FilingForm

LARGEST_RETURN = int(os.environ.get("RUGSAT_LARGEST_UPLOAD") or 64 << 30)


@takes_files(LARGEST_RETURN)
@require_http_methods(["GET", "HEAD", "POST"])
def file_page(request: HttpRequest) -> HttpResponse:
    """Filing."""
    given, form, refused = _begun(request)
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        try:
            filing.admitted(request, asked["filing"])
            number, known = filing.filed(request, asked["file"], asked["filing"])
        except RugsatError as error:
            refused = refusal(error)
        else:
            return onward("returns-receipt", number, query="known=1" if known else "")
    return shown(request, "returns_file", refused=refused, title=_("File a return"), form=form, **given)


@takes_files(LARGEST_RETURN)
@require_http_methods(["GET", "HEAD", "POST"])
def check_page(request: HttpRequest) -> HttpResponse:
    """Checking: the very judgement of the intake, of which nothing is kept."""
    given, form, refused = _begun(request)
    tried = None
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        try:
            filing.admitted(request, asked["filing"])
            tried = filing.tried(asked["file"], asked["filing"])
        except RugsatError as error:
            refused = refusal(error)
    return shown(
        request,
        "returns_check",
        refused=refused,
        title=_("Check before filing"),
        form=form,
        tried=tried,
        said=tried.receipt.content if tried and tried.receipt else None,
        **given,
    )


def _begun(request: HttpRequest) -> tuple[dict[str, Any], FilingForm, Any]:
    party = visitor_of(request).party
    offered = returns(party=party, now=moment.now())
    if request.method == "POST":
        form = FilingForm(party, offered, request.POST, request.FILES)
    else:
        begun = {name: text_of(request, name) for name in ("return", "period", "kind", "part") if name in request.GET}
        form = FilingForm(party, offered, **begun)
    return {"returns": offered, "party": party}, form, None
