"""Suspending an authorisation."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def suspend(work: Work, *, case: str, ground: str, note: str = "", means: str = "electronic") -> Done:
    """Suspend an authorisation on a ground that the law lists; the register shows it as suspended."""
    return decide(work, case, Verb.SUSPEND, Saying(ground=ground, note=note, means=means))
