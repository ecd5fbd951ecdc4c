"""Acts upon accounts from the console: done at once, or proposed where they need two administrators."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from rugsat.kernel.language import gettext as _
from rugsat.usecases.propose_account_act import Proposed, propose_account_act
from rugsat.usecases.two_administrators import needs_two
from rugsat.usecases.use_case import UseCase
from rugsat.web.console.acted import acted
from rugsat.web.layout.acting import Refused


def done_or_proposed(
    request: HttpRequest, use_case: UseCase[Any], said: str, address: str = "", /, **asked: Any
) -> HttpResponse | Refused:
    """Carry an act upon an account out, or propose it; on this page nobody does alone what needs two."""
    told = {name: asked[name] for name in ("party", "role") if name in asked}
    if not needs_two(use_case.name, login=asked["login"], **told):
        return acted(request, use_case, said, address, **asked)
    what = Proposed(act=use_case.name, **{name: each for name, each in asked.items() if name != "party"})
    return acted(request, propose_account_act, proposed_words(), what=what)


def proposed_words() -> str:
    """What is said when an act is proposed."""
    return _("It is proposed. It is done when another administrator confirms it.")
