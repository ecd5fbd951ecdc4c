"""The returns of an organisation: what is due and when, and what was filed."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.owing import owing
from rugsat.store.queries.own_receipts import listed, returns_filed
from rugsat.web.layout import moment
from rugsat.web.layout.asked import address_with, one_of, text_of
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.answering import shown
from rugsat.web.portal.words import filed_word, return_word

_MOST = 25
_STATUSES = ("ACPT", "PART", "RJCT")
_MONTHS_BACK, _MONTHS_AHEAD = 3, 3


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What is due next and what was filed last."""
    party, now = visitor_of(request).party, moment.now()
    returns = [(name, return_word(name)) for name in returns_filed(party=party)]
    statuses = [(status, filed_word(status)) for status in _STATUSES]
    asked = {
        "return_name": one_of(request, "return", returns),
        "period": text_of(request, "period", 16),
        "status": one_of(request, "status", statuses),
    }
    before = text_of(request, "before", 18)
    commit = int(before) if before.isascii() and before.isdecimal() else None
    rows = listed(party=party, most=_MOST + 1, before=commit, **asked)
    due = [each for each in owing(party=party, now=now) if not each["filing"]]
    return shown(
        request,
        "returns",
        title=_("Returns"),
        due=[each | {"day": date.fromisoformat(each["due"])} for each in due],
        filings=rows[:_MOST],
        returns=returns,
        statuses=statuses,
        asked=asked,
        narrowed=any(asked.values()),
        onward=address_with(request, before=str(rows[_MOST - 1]["commit"])) if len(rows) > _MOST else "",
    )


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Everything that is owed, month by month, with what was filed for it."""
    today = moment.today()
    first = _month_of(text_of(request, "from", 7)) or _moved(today.replace(day=1), -_MONTHS_BACK)
    last = _moved(first, _MONTHS_BACK + _MONTHS_AHEAD)
    rows = owing(party=visitor_of(request).party, now=moment.now(), since=_moved(first, -1), until=last)
    months: dict[date, list[dict[str, Any]]] = {}
    for each in rows:
        day = date.fromisoformat(each["due"])
        months.setdefault(day.replace(day=1), []).append(each | {"day": day, "state": _state(each, day, today)})
    return shown(
        request,
        "returns_calendar",
        title=_("What is due and when"),
        months=sorted(months.items()),
        earlier=address_with(request, **{"from": f"{_moved(first, -_MONTHS_BACK - _MONTHS_AHEAD):%Y-%m}"}),
        later=address_with(request, **{"from": f"{last:%Y-%m}"}),
    )


def _state(each: dict[str, Any], due: date, today: date) -> str:
    if each["filing"]:
        return "filed"
    return "overdue" if each["overdue"] else "due" if due <= today + timedelta(days=31) else "later"


def _month_of(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _moved(first: date, months: int) -> date:
    """The first day of a month some months later or earlier."""
    count = min(max(first.year * 12 + first.month - 1 + months, 1900 * 12), 9990 * 12)
    return date(count // 12, count % 12 + 1, 1)
