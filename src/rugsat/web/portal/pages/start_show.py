"""The first page of a user of an organisation: what waits, what is due, and what the authority has sent."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.own_start import letters, waits
from rugsat.web.layout import moment
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.answering import shown


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page."""
    visitor, now = visitor_of(request), moment.now()
    found = waits(party=visitor.party, roles=visitor.roles, now=now)
    news = letters(party=visitor.party, now=now) if "applicant" in visitor.roles else []
    nothing = not any((found["cases"], found["coming"], found["attest"], found["requests"], found["findings"]))
    return shown(
        request,
        "start",
        title=_("Overview"),
        waits=found,
        nothing=nothing,
        due=[each | {"day": date.fromisoformat(each["due"])} for each in found["due"]],
        letters=news,
    )
