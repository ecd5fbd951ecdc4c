"""An application: its tasks, what it lacks and from whom, what is due, and everything that was done."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.store.queries.own_application import application
from rugsat.web.layout import moment
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.answering import shown
from rugsat.web.portal.tasks import task_of, tasks

VERBS = ("answer", "amend", "renew", "appeal", "transfer", "surrender")
"""Steps of the procedure that need words alone."""


@require_safe
def page(request: HttpRequest, case: str) -> HttpResponse:
    """The page."""
    told = application(case=case, party=visitor_of(request).party, now=moment.now())
    return shown(
        request,
        "application",
        title=told["case"],
        application=told,
        tasks=tasks(told),
        task_of=task_of,
        verbs=[verb for verb in VERBS if verb in told["can_be_done"]],
        today=moment.today(),
    )
