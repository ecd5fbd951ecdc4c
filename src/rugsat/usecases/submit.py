"""Submitting an application to the authority."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def submit(work: Work, *, case: str) -> Done:
    """Hand an application in; from then on the clock of the decision runs."""
    return decide(work, case, Verb.SUBMIT, Saying())
