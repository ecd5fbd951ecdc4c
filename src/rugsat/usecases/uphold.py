"""Upholding a decision on appeal."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying, required
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def uphold(work: Work, *, case: str, note: str, means: str = "electronic") -> Done:
    """Leave a decision as it is after an appeal."""
    return decide(work, case, Verb.UPHOLD, Saying(note=required(note, "say it in the note"), means=means))
