"""Withdrawing a policy act before it holds."""

from django.db import transaction

from rugsat.law.act_text import ActRefusedError
from rugsat.store.policy.models import State
from rugsat.store.policy.publishing import publish_acts
from rugsat.usecases.call import Done, NotPermittedError
from rugsat.usecases.case_act import required
from rugsat.usecases.policy_form import policy_act
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

_DIRECTOR = "director"


@use_case
def withdraw_policy_act(work: Work, *, act: str, note: str) -> Done:
    """Withdraw a draft, or as a director an adopted act whose day has not come; what holds is ended by another act."""
    held = policy_act(work, act, State.DRAFT, State.ADOPTED)
    adopted = held.state == State.ADOPTED
    if adopted and _DIRECTOR not in work.offices:
        message = f"the act {act} is adopted: a director withdraws it"
        raise NotPermittedError(message)
    if adopted and held.since <= work.on:
        message = f"the act {act} holds since {held.since}: draft another act that sets what is to hold from now on"
        raise ActRefusedError(message)
    held.state, held.version = State.WITHDRAWN, held.version + 1
    held.withdrawn_by, held.withdrawn_at = work.call.by, work.at
    held.withdrawn_for = required(note, "say why it is withdrawn")
    held.save()
    work.tell("policy_act_withdrawn", act, {"note": held.withdrawn_for, "adopted": adopted})
    transaction.on_commit(publish_acts)
    return Done(act, held.version, {"state": held.state})
