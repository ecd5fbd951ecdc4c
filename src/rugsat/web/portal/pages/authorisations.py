"""The authorisations of an organisation: how each stands, and its certificate."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.own_authorisations import authorisation, authorisations, certificate_file, passed_on
from rugsat.web.layout import moment
from rugsat.web.layout.documents import attachment
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.answering import shown

FORMS = {"pdf": "application/pdf", "sd-jwt": "application/dc+sd-jwt", "code.txt": "text/plain; charset=utf-8"}


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The list."""
    party = visitor_of(request).party
    found, before = authorisations(party=party, now=moment.now()), passed_on(party=party)
    return shown(request, "authorisations", title=_("Authorisations"), authorisations=found, passed_on=before)


@require_safe
def show_page(request: HttpRequest, number: str) -> HttpResponse:
    """One authorisation."""
    told = authorisation(party=visitor_of(request).party, number=number, now=moment.now())
    return shown(request, "authorisation", title=number, record=told, forms=list(FORMS))


@require_safe
def download(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The latest certificate in one of its forms."""
    if form not in FORMS:
        raise Http404
    content = certificate_file(party=visitor_of(request).party, number=number, form=form, now=moment.now())
    return attachment(content, name=f"{number}.{form}", media_type=FORMS[form])
