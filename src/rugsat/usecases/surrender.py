"""Giving up an authorisation, or withdrawing an application."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def surrender(work: Work, *, case: str, note: str = "") -> Done:
    """Give up an authorisation, or withdraw an application before it is decided."""
    return decide(work, case, Verb.SURRENDER, Saying(note=note))
