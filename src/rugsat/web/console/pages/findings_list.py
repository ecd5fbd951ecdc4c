"""The findings of the office: narrowed, grouped by check or by party, the latest first."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from rugsat.domain.supervision.discovery import all_checks
from rugsat.kernel.language import gettext as _
from rugsat.operations.report.sentences import check_name, family_word
from rugsat.store.queries.findings_found import FindingFilters, FindingLines, by_check, by_party, found
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.finding_words import standing_choices, status_choices
from rugsat.web.layout.asked import address_with, day_if_asked, one_of, text_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.layout.refusal import BadQuestionError

ALL = "all"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The list, or the groups; without a status those that are open."""
    choices = _choices()
    asked = {name: one_of(request, name, held) for name, held in choices.items()}
    filters = FindingFilters(
        check=asked["check"],
        family=asked["family"],
        status="" if asked["status"] == ALL else asked["status"] or "open",
        standing=asked["standing"],
        party=text_of(request, "party", 80),
        text=text_of(request, "q"),
        since=day_if_asked(request, "since"),
        until=day_if_asked(request, "until"),
    )
    group = asked["group"]
    lines = FindingLines((), "") if group else found(filters, on=today(), after=_after(request))
    groups = by_check(filters) if group == "check" else by_party(filters, on=today()) if group else []
    return render(
        request,
        "console/finding_lines.html.j2" if HtmxDetails(request) else "console/findings.html.j2",
        CONSOLE,
        title=_("Findings"),
        filters=filters,
        asked=asked | {"status": asked["status"] or "open"},
        choices=choices,
        group=group,
        groups=groups,
        lines=lines.lines,
        with_address=lambda **changed: address_with(request, **changed),
        first=address_with(request, after="") if request.GET.get("after") else "",
        next=address_with(request, after=lines.after) if lines.after else "",
    )


def _choices() -> dict[str, list[tuple[str, str]]]:
    checks = all_checks()
    return {
        "check": sorted(((each.name, check_name(each.name)) for each in checks), key=lambda each: each[1]),
        "family": sorted((name, family_word(name)) for name in {each.family for each in checks}),
        "status": [*status_choices(), (ALL, _("Any"))],
        "standing": standing_choices(),
        "group": [("check", _("By check")), ("party", _("By party"))],
    }


def _after(request: HttpRequest) -> str:
    text = request.GET.get("after", "")
    day, _stop, key = text.partition(".")
    try:
        good = not text or (date.fromisoformat(day).isoformat() == day and key.isalnum() and key.isascii())
    except ValueError:
        good = False
    if not good:
        message = _("'{text}' is no place in the list: begin with the first page.").format(text=text[:20])
        raise BadQuestionError(message)
    return text
