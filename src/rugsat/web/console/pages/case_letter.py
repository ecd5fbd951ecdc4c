"""The letter in which an act was told."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.letters import letter_of
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.moment import now
from rugsat.web.layout.page import render


@require_safe
def page(request: HttpRequest, case: str, number: int) -> HttpResponse:
    """The letter, to be read or printed; in the language of the page."""
    letter = letter_of(case=case, number=number, now=now())
    if letter is None:
        message = _("Of this act no letter is sent: the procedure does not have it served.")
        raise NotOnTheRegisterError(message)
    return render(request, "console/case_letter.html.j2", CONSOLE, title=letter.subject, letter=letter, case=case)
