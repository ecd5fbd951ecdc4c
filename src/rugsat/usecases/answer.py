"""Answering a question or a notice."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying, required
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def answer(work: Work, *, case: str, note: str) -> Done:
    """Answer what was asked, or be heard on a notice."""
    return decide(work, case, Verb.ANSWER, Saying(note=required(note, "say it in the note")))
