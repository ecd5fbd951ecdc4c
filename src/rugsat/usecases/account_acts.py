"""The acts upon accounts that one administrator proposes and another confirms, and how each is carried out."""

from collections.abc import Callable, Mapping

from rugsat.store.accounts.models import ProposedAct
from rugsat.usecases.call import Done
from rugsat.usecases.give_role import role_given
from rugsat.usecases.hand_out_password import handed_out
from rugsat.usecases.open_account import AccountRefusedError, account_opened
from rugsat.usecases.remove_factors import factors_removed
from rugsat.usecases.reopen_account import account_reopened
from rugsat.usecases.two_administrators import Hands
from rugsat.usecases.work import Work

_Act = Callable[[Work, ProposedAct, Hands, str], Done]


def carried_out(work: Work, what: ProposedAct, hands: Hands, *, hashed: str) -> Done:
    """Carry out what was proposed; `hashed` is the hash of a password, where one is handed out."""
    return _ACTS[what.act](work, what, hands, hashed)


def refuse_foreign(act: str) -> None:
    """Refuse what is none of these acts."""
    if act not in _ACTS:
        message = f"'{act}' is not proposed to another administrator: it is one of {', '.join(sorted(_ACTS))}"
        raise AccountRefusedError(message)


def open_proposal(work: Work, number: int) -> ProposedAct:
    """A proposal with its row locked; AccountRefusedError where it is none that can still be confirmed."""
    held = ProposedAct.objects.select_for_update().filter(number=number).first()
    if held is None:
        message = f"there is no proposal {number}: look at the list of those that wait"
        raise AccountRefusedError(message)
    if held.state != ProposedAct.State.PROPOSED:
        message = f"proposal {number} is {held.state} by {held.ended_by} already: propose it anew where it is needed"
        raise AccountRefusedError(message)
    if held.expires_at <= work.at:
        message = f"proposal {number} has run out: propose it anew where it is still needed"
        raise AccountRefusedError(message)
    return held


def end_proposal(work: Work, held: ProposedAct, state: ProposedAct.State) -> None:
    """End a proposal; half a password is kept no longer."""
    held.state, held.half = state, ""
    held.ended_by, held.ended_at = work.call.by, work.at
    held.save()


def _open(work: Work, what: ProposedAct, hands: Hands, _hashed: str) -> Done:
    return account_opened(work, hands, login=what.login, name=what.name)


def _give(work: Work, what: ProposedAct, hands: Hands, _hashed: str) -> Done:
    return role_given(work, hands, login=what.login, role=what.role, since=what.since, until=what.until)


def _hand_out(work: Work, what: ProposedAct, hands: Hands, hashed: str) -> Done:
    return handed_out(work, hands, login=what.login, hashed=hashed)


def _remove(work: Work, what: ProposedAct, hands: Hands, _hashed: str) -> Done:
    return factors_removed(work, hands, login=what.login, note=what.note)


def _reopen(work: Work, what: ProposedAct, hands: Hands, _hashed: str) -> Done:
    return account_reopened(work, hands, login=what.login, note=what.note)


_ACTS: Mapping[str, _Act] = {
    "open_account": _open,
    "give_role": _give,
    "hand_out_password": _hand_out,
    "remove_factors": _remove,
    "reopen_account": _reopen,
}
