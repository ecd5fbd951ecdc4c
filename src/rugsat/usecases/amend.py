"""Applying for an amendment of an authorisation."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def amend(work: Work, *, case: str, note: str = "") -> Done:
    """Apply for a change of what an authorisation covers; until it is granted, the register stays as it is."""
    return decide(work, case, Verb.AMEND, Saying(note=note))
