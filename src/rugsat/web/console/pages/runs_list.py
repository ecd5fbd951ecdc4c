"""The runs of the supervision cycle, the latest first; starting another."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rugsat.domain.supervision.discovery import all_checks
from rugsat.kernel.language import gettext as _
from rugsat.operations.report.sentences import check_name, family_word
from rugsat.store.queries.runs import going, listed, state_words
from rugsat.store.runs.models import State
from rugsat.usecases.start_run import start_run
from rugsat.web.console.acted import as_sent
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.asked import address_with, day_sent, one_of, page_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.layout.session import ask_again, fresh
from rugsat.web.layout.visitor import visitor_of

_MOST = 25


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The list; sent as a form, it starts a run."""
    refused = None
    if request.method == "POST":
        done = _start(request)
        if not isinstance(done, Refused):
            return done
        refused = done
    states = [(str(state), state_words(str(state))) for state in State]
    state, number = one_of(request, "state", states), page_of(request)
    held = listed(state=state, first=(number - 1) * _MOST, number=_MOST + 1)
    visitor = visitor_of(request)
    return render(
        request,
        "console/runs.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=_("Runs of the checks"),
        refused=refused,
        runs=held[:_MOST],
        going=going(),
        states=states,
        state=state,
        families=_families(),
        chosen=request.POST.getlist("checks") if refused else [],
        sent=as_sent(request, refused, "on", "since", "register"),
        may_start=visitor.may("start_run"),
        today=today(),
        first=address_with(request, page=str(number - 1)) if number > 1 else "",
        next=address_with(request, page=str(number + 1)) if len(held) > _MOST else "",
    )


def _start(request: HttpRequest) -> HttpResponse | Refused:
    if not fresh(request):
        return ask_again(request)
    asked = {
        "on": day_sent(request, "on"),
        "since": day_sent(request, "since"),
        "checks": request.POST.getlist("checks"),
        "register": request.POST.get("register") or "office",
    }
    done = carried_out(request, start_run, _("The run is started. A worker takes it up."), **asked)
    if isinstance(done, Refused):
        return done
    return HttpResponseRedirect(reverse("console:run", args=[done.subject]), status=HTTPStatus.SEE_OTHER)


def _families() -> list[tuple[str, list[tuple[str, str]]]]:
    checks = sorted((each.family, check_name(each.name), each.name) for each in all_checks())
    named = {family: family_word(family) for family, _words, _name in checks}
    return [
        (word, [(name, words) for each, words, name in checks if each == family])
        for family, word in sorted(named.items(), key=lambda pair: pair[1])
    ]
