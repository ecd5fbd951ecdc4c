"""Correcting what the register says of an authorisation."""

from collections.abc import Mapping

from rugsat.kernel.record import to_plain
from rugsat.law.procedure import Verb
from rugsat.usecases.application_form import read_application
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying, case_for, required
from rugsat.usecases.decide import decide
from rugsat.usecases.keep_items import keep_items
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def correct(work: Work, *, case: str, says: Mapping[str, object], note: str) -> Done:
    """Put what the register should say in place of what it says by mistake; what it said stays readable."""
    form = read_application(says)
    found = case_for(work, case)
    keep_items(found, form, at=work.at)
    content = {"says": to_plain(form)}
    return decide(work, case, Verb.CORRECT, Saying(note=required(note, "say what was wrong"), content=content))
