"""Ending a session of one's own account, or all others: whoever holds it is asked to sign in again."""

from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from rugsat.store.accounts.models import Account, OpenSession
from rugsat.web.accounts.events import end_others, record
from rugsat.web.layout.session import end


@require_POST
def page(request: HttpRequest, number: int) -> HttpResponse:
    """End one session."""
    account = request.user
    assert isinstance(account, Account)
    held = OpenSession.objects.filter(account=account, pk=number).first()
    if held is None:
        raise Http404
    if held.session_key == request.session.session_key:
        end(request)
        return HttpResponseRedirect(reverse("account_login"))
    Session.objects.filter(session_key=held.session_key).delete()
    held.delete()
    record(request, account, "session_ended")
    return HttpResponseRedirect(reverse("account"))


@require_POST
def others(request: HttpRequest) -> HttpResponse:
    """End every session but the one that asks."""
    account = request.user
    assert isinstance(account, Account)
    end_others(request, account)
    record(request, account, "sessions_ended")
    return HttpResponseRedirect(reverse("account"))
