"""Pages for what is kept out before any page is asked: a forged form, too many tries, what one may not."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import ngettext
from rugsat.web.layout import unsent
from rugsat.web.layout.area import Area
from rugsat.web.layout.page import render

_WRONG_TOKEN = "CSRF token from POST"  # noqa: S105 - how Django's reason begins


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that did not come from a page of this site, or comes from one that is too old.

    A browser that says where a form comes from is believed before its token is looked at. So where the token alone is
    wrong, the form is of this site, from a page that was loaded before the last sign-in, and what was typed is shown.
    """
    if "Origin" in request.headers and reason.startswith(_WRONG_TOKEN) and (answer := unsent.shown_again(request)):
        return answer
    why = _("The form is too old or did not come from this site, so nothing was done. Load the page again, fill it in.")
    return _kept_out(request, HTTPStatus.FORBIDDEN, _("The form was not taken"), why)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """The page for what an account may not do."""
    why = _("Your account may not do this. Ask the administrator of the authority if you should be able to.")
    return _kept_out(request, HTTPStatus.FORBIDDEN, _("Not permitted"), why)


def too_often(request: HttpRequest) -> HttpResponse:
    """The page for whoever asks again and again."""
    why = _("This was tried too often in a short time. Wait some minutes, then try again.")
    return _kept_out(request, HTTPStatus.TOO_MANY_REQUESTS, _("Tried too often"), why)


def locked_out(request: HttpRequest, _response: Any = None, credentials: Any = None) -> HttpResponse:  # noqa: ARG001
    """The page for whoever has mistyped a password too often."""
    minutes = round(settings.AXES_COOLOFF_TIME.total_seconds() / 60)
    why = ngettext(
        "There were too many failed tries with this login from here. Wait %(minutes)s minute, then try again.",
        "There were too many failed tries with this login from here. Wait %(minutes)s minutes, then try again.",
        minutes,
    ) % {"minutes": minutes}
    return _kept_out(request, HTTPStatus.TOO_MANY_REQUESTS, _("Locked for a while"), why)


def by_provider(request: HttpRequest, *, said: bool) -> HttpResponse:
    """The page for whoever was sent back by the provider and does not get in, where it said who it is and where not."""
    if not said:
        why = _("The provider did not say who you are, or you broke off. Begin again at the page to sign in.")
        return _kept_out(request, HTTPStatus.FORBIDDEN, _("Not signed in"), why)
    why = _("The provider knows you, but you have no account here that may be used. Ask the administrator for one.")
    return _kept_out(request, HTTPStatus.FORBIDDEN, _("Not signed in"), why)


def _kept_out(request: HttpRequest, status: HTTPStatus, title: str, why: str) -> HttpResponse:
    return render(request, "layout/refusal.html.j2", Area.of_path(request.path), status=status, title=title, why=why)
