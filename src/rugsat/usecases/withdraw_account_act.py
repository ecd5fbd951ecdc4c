"""Withdrawing an act upon an account that was proposed: nothing comes of it."""

from rugsat.store.accounts.models import ProposedAct
from rugsat.usecases.account_acts import end_proposal, open_proposal
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def withdraw_account_act(work: Work, *, proposal: int, note: str = "") -> Done:
    """Withdraw what was proposed, by oneself or by another administrator."""
    held = open_proposal(work, proposal)
    end_proposal(work, held, ProposedAct.State.WITHDRAWN)
    said = {"proposal": proposal, "act": held.act, "proposed_by": held.proposed_by, "by": work.call.by, "note": note}
    work.tell("proposal_withdrawn", held.login, said)
    return Done(held.login, 1, {"proposal": proposal, "state": str(held.state)})
