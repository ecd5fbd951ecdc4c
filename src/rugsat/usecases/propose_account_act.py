"""Proposing an act upon an account that needs two administrators."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from django.conf import settings
from django.db import transaction

from rugsat.kernel.record import to_plain
from rugsat.store.accounts.models import ProposedAct
from rugsat.store.accounts.new_password import new_password
from rugsat.store.accounts.password_hash import hash_of
from rugsat.usecases.account_acts import carried_out, refuse_foreign
from rugsat.usecases.call import Done, NotPermittedError
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.two_administrators import Hands, second_administrator
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What is proposed: an act, by the name of its use case, and what it takes."""

    act: str
    login: str
    name: str = ""
    role: str = ""
    since: date | None = None
    until: date | None = None
    note: str = ""
    half: str = ""
    """First half of a password, sealed."""


@use_case
def propose_account_act(work: Work, *, what: Proposed) -> Done:
    """Propose to open an officer's account, give him a role, hand out a password, remove factors, or open it again.

    Nothing of it is done until another administrator confirms it; what could not be done is refused now.
    """
    refuse_foreign(what.act)
    second = second_administrator({work.call.by, work.call.on_behalf_of} - {""}, on=work.on)
    if not second:
        message = (
            "there is no second administrator who could confirm it: whoever keeps the server makes one there, with "
            "rugsat office role LOGIN administrator, or does this there"
        )
        raise NotPermittedError(message)
    _refuse_impossible(work, what)
    ProposedAct.objects.filter(expires_at__lte=work.at).exclude(half="").update(half="")
    _refuse_second(work, what)
    held = _proposed(work, what)
    held.save(force_insert=True)
    said = {name: to_plain(value) for name, value in asdict(what).items() if value and name not in {"login", "half"}}
    work.tell("proposal_made", what.login, {"proposal": held.number, **said, "by": work.call.by})
    return Done(what.login, 1, {"proposal": held.number, "expires_at": held.expires_at.isoformat()})


def _proposed(work: Work, what: Proposed) -> ProposedAct:
    lasts = {"proposed_at": work.at, "expires_at": work.at + settings.PROPOSAL_LASTS}
    return ProposedAct(**asdict(what), proposed_by=work.call.by, proposed_for=work.call.on_behalf_of, **lasts)


def _refuse_impossible(work: Work, what: Proposed) -> None:
    """Carry it out and take it back at once, so that what would be refused then is refused now."""
    trial = replace(work, posted=[], afterwards=[])
    with transaction.atomic():
        carried_out(trial, _proposed(work, what), Hands((work.call.by,)), hashed=hash_of(new_password()))
        transaction.set_rollback(True)


def _refuse_second(work: Work, what: Proposed) -> None:
    open_ = ProposedAct.objects.filter(state=ProposedAct.State.PROPOSED, expires_at__gt=work.at)
    same = open_.filter(act=what.act, login=what.login, role=what.role).first()
    if same is not None:
        message = f"proposal {same.number} of {same.proposed_by} asks for the same: confirm it, or withdraw it first"
        raise AccountRefusedError(message)
