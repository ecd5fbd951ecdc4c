"""Granting an application, or a change of an authorisation."""

from collections.abc import Sequence

from rugsat.law.procedure import Verb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying
from rugsat.usecases.decide import decide
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def grant(work: Work, *, case: str, conditions: Sequence[str] | None = None, note: str = "") -> Done:
    """Give an authorisation as the second officer, with the conditions that are named; those that stood stay else."""
    content = {} if conditions is None else {"conditions": list(conditions)}
    return decide(work, case, Verb.GRANT, Saying(note=note, content=content))
