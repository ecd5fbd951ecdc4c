"""An act upon a case from end to end: the step, what the requirements say where it gives a right, and the register."""

from dataclasses import asdict
from typing import Any

from rugsat.domain.licensing.assess import assess, outstanding
from rugsat.domain.licensing.outcome import Outcome, said
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.record import to_plain
from rugsat.law.procedure import Verb
from rugsat.store.facts_of import facts_of
from rugsat.store.licensing.holder import Passing, agreement, passing
from rugsat.store.licensing.models import Assessment, Case
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying, Taken, act_on, case_for
from rugsat.usecases.standing import let_stand
from rugsat.usecases.work import Work

_GIVES_A_RIGHT = frozenset({Verb.GRANT, Verb.ISSUE, Verb.RENEW})
_REFUSED_WHILE_OPEN = _GIVES_A_RIGHT | {Verb.CORRECT}
"""What a correction writes is held to the requirements as well: it would else be a grant by one officer alone."""
_LOOKS_AT_REQUIREMENTS = frozenset({Verb.ADVISE, Verb.COUNTERSIGN, Verb.REFUSE})


class RequirementsOutstandingError(RugsatError):
    """An authorisation that cannot be given yet."""

    def __init__(self, case: str, outcomes: tuple[Outcome, ...]) -> None:
        self.outcomes = outcomes
        reasons = "; ".join(f"{each.requirement} is {each.status} ({said(each)})" for each in outcomes)
        super().__init__(f"{case} cannot be granted: {reasons}. Let those who may attest it, or refuse")


class NotAgreedError(RugsatError):
    """A transfer to a party that has not agreed to it."""


def decide(work: Work, case: str, verb: str, saying: Saying) -> Done:
    """Act upon a case and bring the register into line; a right is given only where no requirement stands open."""
    found = case_for(work, case)
    if (pending := passing(found)).to:
        if work.party is None:
            work.only_for(pending.to)  # an officer who is tied to the new holder has no part in the transfer
        if verb in _GIVES_A_RIGHT:
            _refuse_unagreed(found, pending)
            found.party_id = pending.to
            found.save(update_fields=("party",))
    taken = act_on(work, found, verb, saying)
    if verb in _REFUSED_WHILE_OPEN | _LOOKS_AT_REQUIREMENTS:
        _look(work, taken, refusing=verb in _REFUSED_WHILE_OPEN)
    told = let_stand(work, taken)
    return Done(case, found.version, {"state": found.state, "act": taken.name, **told})


def _refuse_unagreed(case: Case, pending: Passing) -> None:
    """Nobody is made the holder of an authorisation, with all that is owed under it, without a word of its own."""
    said = agreement(case.case, pending)
    if said is None:
        message = f"{pending.to} has not said that it will hold {case.case} as it stands: let it agree, or refuse"
        raise NotAgreedError(message)
    if said.says.get("agrees") is not True:
        message = f"{pending.to} has said on {said.on} that it will not hold {case.case}: refuse the transfer"
        raise NotAgreedError(message)


def _look(work: Work, taken: Taken, *, refusing: bool) -> None:
    """Ask every requirement, keep what each said beside the act, and refuse where one stands open."""
    outcomes = assess(facts_of(taken.case, work.on, taken.law), taken.law, work.on)
    open_ones = outstanding(outcomes)
    if refusing and open_ones:
        raise RequirementsOutstandingError(taken.case.case, open_ones)
    Assessment.objects.create(act=taken.act, outcomes=[_plain(each) for each in outcomes])


def _plain(outcome: Outcome) -> dict[str, Any]:
    content: dict[str, Any] = to_plain(asdict(outcome))
    return content | {"said": said(outcome)}
