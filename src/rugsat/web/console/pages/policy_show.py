"""One policy act: what it sets, what that replaces, who drafted and who adopted it; adopting and withdrawing it."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.store.queries.audit import trail
from rugsat.store.queries.policy import PolicyTold, policy_act
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.adopt_policy_act import adopt_policy_act
from rugsat.usecases.withdraw_policy_act import withdraw_policy_act
from rugsat.web.console.acted import acted
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.acting import Refused
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import Visitor, visitor_of


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, act: str) -> HttpResponse:
    """The page; sent as a form, it adopts the act, or withdraws it."""
    refused = None
    if request.method == "POST":
        done = _act(request, act)
        if not isinstance(done, Refused):
            return done
        refused = done
    try:
        told = policy_act(act=act, on=today())
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    return render(
        request,
        "console/policy_act.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=in_language(told.act.title),
        refused=refused,
        policy=told,
        act=told.act,
        may=_may(visitor_of(request), told),
        note=request.POST.get("note", ""),
        trail=trail(subject=act),
        today=today(),
    )


def _act(request: HttpRequest, act: str) -> HttpResponse | Refused:
    if request.POST.get("do") == "adopt":
        said = _("The act is adopted. It holds from its day, and stands in the next rule pack.")
        return acted(request, adopt_policy_act, said, act=act)
    note = request.POST.get("note", "").strip()
    return acted(request, withdraw_policy_act, _("The act is withdrawn."), act=act, note=note)


def _may(visitor: Visitor, told: PolicyTold) -> dict[str, bool]:
    """What whoever asks is offered; the use cases ask for themselves."""
    draft, to_come = told.standing == "draft", told.standing == "to_come"
    wrote = visitor.login in told.act.writers
    return {
        "change": draft and visitor.may("change_policy_act"),
        "adopt": draft and visitor.may("adopt_policy_act") and not wrote,
        "withdraw": (draft and visitor.may("withdraw_policy_act")) or (to_come and "director" in visitor.roles),
        "wrote": wrote,
    }
