"""What changed in the register between any two days."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.public.changes import changes
from rugsat.store.queries.public.warning_changes import warning_changes
from rugsat.web.layout.asked import day_of
from rugsat.web.layout.moment import today, zone
from rugsat.web.layout.page import render
from rugsat.web.layout.refusal import BadQuestionError
from rugsat.web.register.area import REGISTER


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The changes from the end of one day to the end of another."""
    until = day_of(request, "until")
    since = day_of(request, "since", default=until - timedelta(days=30))
    if since > until:
        message = _("The first day comes after the second: exchange them.")
        raise BadQuestionError(message)
    found = changes(since=since, until=until, zone=zone())
    return render(
        request,
        "register/changes.html.j2",
        REGISTER,
        title=_("What changed"),
        since=since,
        until=until,
        found=found,
        warnings=warning_changes(since=since, until=until, zone=zone()),
        today=today(),
    )
