"""Signing a decision as the first of two officers."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def countersign(work: Work, *, case: str, signs_for: str, note: str = "") -> Done:
    """Sign for a decision, named by its verb; a second officer takes it, and what the requirements say is kept."""
    return decide(work, case, Verb.COUNTERSIGN, Saying(note=note, signs_for=signs_for))
