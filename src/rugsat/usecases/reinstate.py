"""Reinstating an authorisation, or letting a measure go."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def reinstate(work: Work, *, case: str, note: str = "", means: str = "electronic") -> Done:
    """Put a suspended authorisation back into force, or end a measure that was begun."""
    return decide(work, case, Verb.REINSTATE, Saying(note=note, means=means))
