"""The policy acts of the authority: drafts, those to come, those in force, those withdrawn."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.kept_law import acts_left_out
from rugsat.store.queries.policy import listed
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import visitor_of


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The list."""
    return render(
        request,
        "console/policy.html.j2",
        CONSOLE,
        title=_("Policy acts"),
        acts=listed(on=today()),
        left_out=acts_left_out(),
        may_draft=visitor_of(request).may("draft_policy_act"),
    )
