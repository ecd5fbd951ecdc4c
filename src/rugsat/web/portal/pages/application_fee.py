"""The fee of an application: what is owed, how it is paid, and what has come in."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.own_application import application
from rugsat.web.layout import moment
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.answering import shown


@require_safe
def page(request: HttpRequest, case: str) -> HttpResponse:
    """The page."""
    told = application(case=case, party=visitor_of(request).party, now=moment.now())
    asked = next((each for each in told["requirements"] if each["requirement"] == "fee_paid"), None)
    return shown(request, "application_fee", title=_("Fee"), application=told, asked=asked)
