"""Letting further findings join a case."""

from collections.abc import Sequence

from rugsat.domain.enforcement.case_of_findings import party_of_case
from rugsat.usecases.call import Done
from rugsat.usecases.finding_case_act import candidates, finding_case_for, findings_for, put_in, record_case_act
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def join_finding_case(work: Work, *, case: str, findings: Sequence[str], note: str = "") -> Done:
    """Let further findings of the same party join a case."""
    found, held = finding_case_for(work, case), findings_for(findings)
    party_of_case(candidates(held), party=found.party_id)
    put_in(work, found, held)
    record_case_act(work, found, "joined", note, [each.finding for each in held])
    found.version += 1
    found.save(update_fields=("version",))
    return Done(case, found.version, {"state": found.state, "joined": len(held)})
