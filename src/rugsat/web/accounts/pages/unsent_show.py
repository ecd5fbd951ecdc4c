"""A form that waits to be sent, after whoever filled it in has signed in again or shown who it is."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.web.layout.unsent import kept, page_of


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The form with a button that sends it; where none waits, one's account."""
    unsent = kept(request)
    if unsent is None:
        return HttpResponseRedirect(reverse("account"))
    why = _("You had to sign in or show who you are first, so nothing was done. Look at it, then send it.")
    return page_of(request, unsent, why)
