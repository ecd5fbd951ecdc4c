"""Appealing against a decision."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying, required
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def appeal(work: Work, *, case: str, note: str) -> Done:
    """Appeal against a refusal, a suspension or a revocation, within the time for it."""
    return decide(work, case, Verb.APPEAL, Saying(note=required(note, "say it in the note")))
