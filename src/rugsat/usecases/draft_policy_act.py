"""Drafting an act by which the authority sets what the law leaves to it."""

from collections.abc import Mapping

from rugsat.law.act import Signature
from rugsat.store.outbox.counter import take
from rugsat.store.policy.models import PolicyAct, State
from rugsat.usecases.call import Done
from rugsat.usecases.policy_form import keep_form, law_with, read_policy, writers_with
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def draft_policy_act(work: Work, *, says: Mapping[str, object]) -> Done:
    """Draft a policy act; nothing holds by it until another officer has adopted it.

    `says` has title (by language), ground, since, and sets: parameter, value, and cls, zone and until where they are
    needed. What could not be adopted is refused at once: a parameter that there is not, or that the law sets.
    """
    form = read_policy(says)
    name = f"policy_{work.on.year}_{take(f'policy-{work.on.year}'):04}"
    law_with(name, form, Signature(work.on, work.account.name))
    act = PolicyAct(
        act=name,
        state=State.DRAFT,
        writers=writers_with(work, ()),
        drafted_by=work.call.by,
        drafted_at=work.at,
    )
    keep_form(act, form)
    act.save(force_insert=True)
    work.tell("policy_act_drafted", name, {"title": act.title, "since": str(act.since), "sets": act.sets})
    return Done(name, act.version, {"state": act.state})
