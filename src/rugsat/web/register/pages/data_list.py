"""Open data: the register as files, and the signed snapshot of each day."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.snapshot.public import published
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.register.area import REGISTER
from rugsat.web.register.verified import authority_keys


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page with all files."""
    return render(
        request,
        "register/data.html.j2",
        REGISTER,
        title=_("Open data"),
        snapshots=published(),
        signs=authority_keys().is_dir(),
        today=today(),
    )
