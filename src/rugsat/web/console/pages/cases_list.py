"""The queue: all cases with their clocks, narrowed, ordered, and kept under a name."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from rugsat.kernel.language import gettext as _
from rugsat.law.procedure import Office
from rugsat.store.queries.case_queue import Wanted, queue, within
from rugsat.store.queries.saved_filters import saved_filters
from rugsat.usecases.forget_filter import forget_filter
from rugsat.usecases.save_filter import save_filter
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.words import class_choices, instrument_choices, office_word, state_choices
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.asked import address_with, one_of, text_of
from rugsat.web.layout.moment import now
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import visitor_of

_LIST = "cases"
_NAMES = ("q", "instrument", "state", "class", "owed", "due", "mine", "all", "order")
"""Parameters of the address that make up a filter."""


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The queue; sent as a form, it keeps or forgets a filter."""
    if request.method != "POST":
        return _page(request)
    query = _query(QueryDict(request.POST.get("query", "")[:1000]))
    if "forget" in request.POST:
        words, name = _("The filter is forgotten."), request.POST["forget"][:80]
        done = carried_out(request, forget_filter, words, page=_LIST, name=name)
    else:
        words, name = _("The filter is saved under its name."), request.POST.get("name", "")[:200]
        done = carried_out(request, save_filter, words, page=_LIST, name=name, query=query)
    if isinstance(done, Refused):
        request.GET = QueryDict(query)
        return _page(request, done)
    address = reverse("console:cases")
    return HttpResponseRedirect(f"{address}?{query}" if query else address, status=HTTPStatus.SEE_OTHER)


def _page(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    visitor, choices = visitor_of(request), _choices()
    asked: dict[str, str | bool] = {name: one_of(request, name, held) for name, held in choices.items()}
    asked |= {"q": text_of(request), "order": asked["order"] or "due"}
    asked |= {name: request.GET.get(name) == "1" for name in ("mine", "all")}
    if asked["all"] and asked["order"] == "due" and not (asked["owed"] or asked["due"]):
        # What presses is asked of cases in which something is pending; those without would be left out again.
        asked["order"] = "-case"
    wanted = Wanted(
        text=str(asked["q"]),
        instrument=str(asked["instrument"]),
        state=str(asked["state"]),
        cls=str(asked["class"]),
        owed_by=str(asked["owed"]),
        due_by=within(now(), int(str(asked["due"]))) if asked["due"] else None,
        by=visitor.login if asked["mine"] else "",
        pending=not asked["all"],
    )
    found = queue(wanted, now=now(), order=str(asked["order"]), after=text_of(request, "after", 40))
    return render(
        request,
        "console/case_lines.html.j2" if HtmxDetails(request) else "console/cases.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=_("Applications and measures"),
        refused=refused,
        queue=found,
        asked=asked,
        choices=choices,
        query=_query(request.GET),
        saved=saved_filters(login=visitor.login, page=_LIST),
        first=address_with(request, after="") if request.GET.get("after") else "",
        next=address_with(request, after=found.after) if found.after else "",
    )


def _choices() -> dict[str, list[tuple[str, str]]]:
    """What the queue can be narrowed to, as value and word, by the name of the parameter."""
    return {
        "instrument": instrument_choices(),
        "state": state_choices(),
        "class": class_choices(),
        "owed": [(str(each), office_word(each)) for each in Office],
        "due": _dues(),
        "order": _orders(),
    }


def _query(asked: QueryDict) -> str:
    """What of an address makes up the filter, without the place in the list."""
    kept = QueryDict(mutable=True)
    for name in _NAMES:
        if value := asked.get(name, ""):
            kept[name] = value
    return kept.urlencode()


def _dues() -> list[tuple[str, str]]:
    """Days ahead, of which minus one is what is missed."""
    return [
        ("-1", _("Missed")),
        ("0", _("Today, or missed")),
        ("7", _("Within 7 days")),
        ("14", _("Within 14 days")),
        ("30", _("Within 30 days")),
    ]


def _orders() -> list[tuple[str, str]]:
    return [("due", _("Most pressing first")), ("case", _("By number")), ("-case", _("Newest first"))]
