"""Drafting a policy act, or changing the draft of one: its title, its day, why, and value by value what it sets."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.policy import policy_act
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.change_policy_act import change_policy_act
from rugsat.usecases.draft_policy_act import draft_policy_act
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.policy_form import Written, choices, of_act, of_request, row_of, wished
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.language import OWN_NAMES
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, act: str = "") -> HttpResponse:
    """The form; it is shown again until it is sent with the button that drafts."""
    version = None
    if act:
        try:
            held = policy_act(act=act, on=today()).act
        except NotOnTheRegisterError as error:
            raise Http404(str(error)) from error
        written, version = of_act(held), held.version
    else:
        written = Written({}, "", "", [row_of(name) for name in [wished(request)] if name])
    refused = None
    if request.method == "POST":
        written = of_request(request)
        if request.POST.get("do") == "draft":
            answer = _draft(request, act, written)
            if not isinstance(answer, Refused):
                return answer
            refused = answer
    about = law_in_force().rulebook.jurisdiction
    return render(
        request,
        "console/policy_draft.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=_("Change the draft") if act else _("Draft a policy act"),
        refused=refused,
        act=act,
        version=request.POST.get("act_seen", version),
        written=written,
        languages_of_titles=[(code, OWN_NAMES.get(code, code)) for code in dict.fromkeys(("en", *about.languages))],
        choices=choices(),
        today=today(),
    )


def _draft(request: HttpRequest, act: str, written: Written) -> HttpResponse | Refused:
    says = written.says()
    if act:
        done = carried_out(request, change_policy_act, _("The draft is changed."), act=act, says=says)
    else:
        done = carried_out(request, draft_policy_act, _("The draft is kept. Another officer adopts it."), says=says)
    if isinstance(done, Refused):
        return done
    return HttpResponseRedirect(reverse("console:policy-act", args=[done.subject]), status=HTTPStatus.SEE_OTHER)
