"""Setting a decision aside on appeal."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying, required
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def set_aside(work: Work, *, case: str, note: str, means: str = "electronic") -> Done:
    """Set a decision aside; what it did is undone from that day on."""
    return decide(work, case, Verb.SET_ASIDE, Saying(note=required(note, "say it in the note"), means=means))
