"""Returning an application that is not complete."""

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying, required
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def return_for_completion(work: Work, *, case: str, note: str, means: str = "electronic") -> Done:
    """Give an application back to the applicant and say what is missing."""
    return decide(
        work, case, Verb.RETURN_FOR_COMPLETION, Saying(note=required(note, "say it in the note"), means=means)
    )
