"""Advising on an application."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying, required
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def advise(work: Work, *, case: str, note: str) -> Done:
    """Say what another body thinks of an application; the decision stays with the authority."""
    return decide(work, case, Verb.ADVISE, Saying(note=required(note, "say it in the note")))
