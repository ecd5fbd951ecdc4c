"""Verifying a certificate by its number, or by the text of the code that is printed on it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.web.layout.asked import text_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.register.area import REGISTER
from rugsat.web.register.verified import verified

_LONGEST = 4_000


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The form, and the answer where something was asked."""
    text = text_of(request, "text", _LONGEST)
    answer = verified(text, on=today()) if text else None
    return render(
        request, "register/verify.html.j2", REGISTER, title=_("Verify a certificate"), text=text, answer=answer
    )
