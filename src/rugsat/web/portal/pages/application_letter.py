"""A letter of the authority upon a case, as it was sent."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.domain.licensing.words import verb_in_words
from rugsat.kernel.language import gettext as _
from rugsat.store.queries.letters import letter_of
from rugsat.store.queries.own_application import letter_act
from rugsat.web.layout import moment
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.answering import shown


@require_safe
def page(request: HttpRequest, case: str, number: int) -> HttpResponse:
    """The letter."""
    act = letter_act(case=case, party=visitor_of(request).party, number=number, now=moment.now())
    letter = letter_of(case=case, number=number, now=moment.now())
    title = _("Letter: {act}").format(act=verb_in_words(act["verb"]))
    return shown(request, "letter", title=title, case=case, act=act, letter=letter)
