"""Whom an authorisation is on its way to, while a transfer is pending."""

from rugsat.law.procedure import Verb
from rugsat.store.licensing.models import Case


def coming_holder(case: Case) -> str:
    """Whom a transfer is pending to, who is judged when it is decided; empty where none is.

    A transfer is over when the case is back in the state that it was applied for in: granted, refused for good, or cut
    off by a measure. A refusal that is set aside lets it go on.
    """
    acts = list(case.acts.order_by("number").values_list("verb", "state", "content"))
    last = max((place for place, (verb, _, _) in enumerate(acts) if verb == Verb.TRANSFER), default=None)
    if last is None or acts[last - 1][1] in {state for _, state, _ in acts[last:]}:
        return ""
    return str(acts[last][2]["to"])


def judged_party(case: Case) -> str:
    """The party that the requirements of a case are asked of: the coming holder while there is one."""
    return coming_holder(case) or case.party_id
