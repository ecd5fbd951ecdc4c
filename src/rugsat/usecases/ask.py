"""Asking the applicant or holder, or giving notice of a measure."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying, required
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def ask(work: Work, *, case: str, note: str, means: str = "electronic") -> Done:
    """Put a question to the applicant, which stops the clock, or give a holder notice of a measure."""
    return decide(work, case, Verb.ASK, Saying(note=required(note, "say it in the note"), means=means))
