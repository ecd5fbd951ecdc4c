"""Warnings: firms that act without authorisation, and apart from them who holds one and may not act under it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.public.lines import Filters, listed
from rugsat.store.queries.public.warned import listed as warnings_listed
from rugsat.web.layout.asked import address_with, day_of, text_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.register.area import REGISTER
from rugsat.web.register.words import WARNED_OF


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Warnings of a day, and the suspended and revoked authorisations; each list leads on by itself."""
    on, after, behind = day_of(request), text_of(request, "after"), text_of(request, "behind")
    lines = listed(Filters(statuses=WARNED_OF), on=on, after=after)
    warnings = warnings_listed(on=on, after=behind)
    return render(
        request,
        "register/warnings.html.j2",
        REGISTER,
        title=_("Warnings and suspensions"),
        lines=lines.lines,
        warnings=warnings.warnings,
        on=on,
        today=today(),
        first=address_with(request, after="") if after else "",
        next=address_with(request, after=lines.after) if lines.after else "",
        warnings_first=address_with(request, behind="") if behind else "",
        warnings_next=address_with(request, behind=warnings.after) if warnings.after else "",
    )
