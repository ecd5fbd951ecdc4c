"""Issuing an authorisation after the decision to give it."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def issue(work: Work, *, case: str, note: str = "") -> Done:
    """Hand the authorisation out, where the law lets it come into force only with that."""
    return decide(work, case, Verb.ISSUE, Saying(note=note))
