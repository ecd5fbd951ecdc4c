"""The audit trail of the office: every act, who did it, when, what was decided, and its place in the log."""

from datetime import datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.audit import TrailFilters, audited, kinds
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.audit_words import kind_words
from rugsat.web.layout.asked import address_with, day_if_asked, one_of, text_of
from rugsat.web.layout.moment import zone
from rugsat.web.layout.page import render
from rugsat.web.layout.refusal import BadQuestionError

_A_DAY = timedelta(days=1)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The trail, narrowed to what is asked for."""
    choices = sorted(((kind, kind_words(kind)) for kind in kinds()), key=lambda each: each[1])
    kind, since, until = (
        one_of(request, "kind", choices),
        day_if_asked(request, "since"),
        day_if_asked(request, "until"),
    )
    filters = TrailFilters(
        kinds=(kind,) if kind else (),
        subject=text_of(request, "subject", 80),
        by=text_of(request, "by", 80),
        since=datetime.combine(since, time(), zone()) if since else None,
        until=datetime.combine(until + _A_DAY, time(), zone()) if until else None,
    )
    found = audited(filters, before=_before(request))
    return render(
        request,
        "console/audit.html.j2",
        CONSOLE,
        title=_("Audit trail"),
        trail=found,
        kinds=choices,
        asked={"kind": kind, "subject": filters.subject, "by": filters.by, "since": since, "until": until},
        first=address_with(request, before="") if request.GET.get("before") else "",
        next=address_with(request, before=str(found.before)) if found.before is not None else "",
    )


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("before", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        message = _("'{text}' is no place in the log: begin with the latest.").format(text=text[:20])
        raise BadQuestionError(message)
    return int(text)
