"""Confirming an act upon an account that another administrator has proposed: it is carried out at once."""

from rugsat.store.accounts.models import ProposedAct
from rugsat.usecases.account_acts import carried_out, end_proposal, open_proposal
from rugsat.usecases.call import Done, NotPermittedError
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.two_administrators import Hands, is_administrator
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def confirm_account_act(work: Work, *, proposal: int, hashed: str = "") -> Done:
    """Carry out what another administrator has proposed; `hashed` is the hash of both halves of a password."""
    held = open_proposal(work, proposal)
    if {work.call.by, work.call.on_behalf_of} & ({held.proposed_by, held.proposed_for} - {""}):
        message = f"proposal {proposal} is {held.proposed_by}'s own: four eyes are needed, let another confirm it"
        raise NotPermittedError(message)
    if not is_administrator(held.proposed_by, on=work.on):
        message = f"{held.proposed_by}, who proposed it, is no administrator any more: propose it anew"
        raise AccountRefusedError(message)
    done = carried_out(work, held, Hands((held.proposed_by, work.call.by)), hashed=hashed)
    end_proposal(work, held, ProposedAct.State.CONFIRMED)
    return Done(done.subject, done.version, {**done.told, "proposal": proposal, "act": held.act})
