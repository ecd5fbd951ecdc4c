"""What the day itself brings about: the end of a term or of a time to act."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def expire(work: Work, *, case: str) -> Done:
    """Record that a term or a time to act is over."""
    return decide(work, case, Verb.EXPIRE, Saying())
