"""Changing what an application says, for as long as it is with the applicant."""

from collections.abc import Mapping

from rugsat.domain.licensing.procedure import Procedure
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.record import to_plain
from rugsat.law.procedure import Office, Verb
from rugsat.store.licensing.record import procedure_for, recorded
from rugsat.usecases.application_form import read_application
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import case_for
from rugsat.usecases.keep_items import keep_items
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

_OPEN_FOR = frozenset({Verb.SUBMIT, Verb.ANSWER, Verb.AMEND, Verb.RENEW, Verb.TRANSFER})


class NotWithApplicantError(RugsatError):
    """An application that lies with the authority."""


@use_case
def change_application(work: Work, *, case: str, says: Mapping[str, object]) -> Done:
    """Put what an application says in place of what it said; allowed where the next step is the applicant's."""
    found = case_for(work, case)
    procedure, _ = procedure_for(found, recorded(found), work.on)
    if not _is_with_applicant(procedure, found.state):
        message = (
            f"the application {case} is in the state '{found.state}' and cannot be changed: wait until you are asked"
        )
        raise NotWithApplicantError(message)
    form = read_application(says)
    counts = keep_items(found, form, at=work.at)
    found.version += 1
    found.save(update_fields=("version",))
    work.tell("application_changed", case, to_plain(form))
    return Done(case, found.version, counts)


def _is_with_applicant(procedure: Procedure, state: str) -> bool:
    return any(step.verb in _OPEN_FOR for step in procedure.allowed(state, Office.APPLICANT))
