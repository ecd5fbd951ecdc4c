"""Signing in at the provider that the settings name, and showing there again who one is."""

from importlib import import_module
from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rugsat.kernel.language import gettext as _
from rugsat.web.accounts.area import ACCOUNTS
from rugsat.web.layout.page import render


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """To the provider."""
    answer: HttpResponse = _provider().begin(request, again=False, back=get_next_redirect_url(request) or "")
    return answer


@require_GET
@never_cache
def callback(request: HttpRequest) -> HttpResponse:
    """Back from the provider."""
    answer: HttpResponse = _provider().returned(request)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """The page that sends whoever has signed in to the provider once more, which then asks who it is."""
    provider, back = _provider(), get_next_redirect_url(request) or ""
    if request.method == "POST":
        answer: HttpResponse = provider.begin(request, again=True, back=back)
        return answer
    title = _("Show that it is you")
    name = settings.OIDC_NAME
    return render(request, "accounts/provider_again.html.j2", ACCOUNTS, title=title, name=name, back=back)


def _provider() -> Any:
    """What speaks with the provider; Http404 where the settings name none."""
    if not settings.OIDC_ISSUER:
        raise Http404
    # What it needs is installed among Django's applications only where a provider is named.
    return import_module("rugsat.web.accounts.provider")
