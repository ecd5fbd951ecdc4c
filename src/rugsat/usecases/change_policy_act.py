"""Changing the draft of a policy act."""

from collections.abc import Mapping

from rugsat.law.act import Signature
from rugsat.store.policy.models import State
from rugsat.usecases.call import Done
from rugsat.usecases.policy_form import keep_form, law_with, policy_act, read_policy, writers_with
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def change_policy_act(work: Work, *, act: str, says: Mapping[str, object]) -> Done:
    """Write a draft anew; whoever does becomes one of its writers, and cannot adopt it."""
    held = policy_act(work, act, State.DRAFT)
    form = read_policy(says)
    law_with(act, form, Signature(work.on, work.account.name))
    keep_form(held, form)
    held.version, held.writers = held.version + 1, writers_with(work, held.writers)
    held.save()
    work.tell("policy_act_changed", act, {"title": held.title, "since": str(held.since), "sets": held.sets})
    return Done(act, held.version, {"state": held.state})
