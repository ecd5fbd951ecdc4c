"""Renewing an authorisation."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def renew(work: Work, *, case: str, note: str = "") -> Done:
    """Apply for a further term of an authorisation."""
    return decide(work, case, Verb.RENEW, Saying(note=note))
