"""An act upon a case of findings: the case, its findings, and the record of what was done."""

from collections.abc import Sequence
from typing import Any

from rugsat.domain.enforcement.case_of_findings import Candidate, CaseRefusedError, CaseState
from rugsat.domain.enforcement.taking_up import Status
from rugsat.kernel.errors import RugsatError
from rugsat.store.enforcement.models import CaseFinding, FindingCase, FindingCaseAct
from rugsat.store.finding_parties import parties_of
from rugsat.store.findings.models import FindingEvent, OfficeFinding
from rugsat.usecases.call import StaleError
from rugsat.usecases.dismiss_finding import NoSuchFindingError
from rugsat.usecases.work import Work

_MOST = 500


class NoSuchFindingCaseError(RugsatError):
    """A case of findings that there is not."""


def finding_case_for(work: Work, case: str) -> FindingCase:
    """The case, locked until the act is through; raises where it is closed, or has changed since it was seen."""
    found = FindingCase.objects.select_for_update().filter(case=case).first()
    if found is None:
        message = f"there is no case '{case}': list them with rugsat cases list"
        raise NoSuchFindingCaseError(message)
    if found.party_id is not None:
        work.only_for(found.party_id)
    if work.call.seen not in {None, found.version}:
        message = f"the case {case} has changed since you saw it (it is {found.state}): look at it again"
        raise StaleError(message)
    if found.state != CaseState.OPEN:
        message = f"the case {case} is closed: open another one on what is found anew"
        raise CaseRefusedError(message)
    return found


def findings_for(findings: Sequence[str]) -> list[OfficeFinding]:
    """The findings, locked until the act is through; raises where one is not there."""
    wanted = sorted(set(findings))
    if len(wanted) > _MOST:
        message = f"{len(wanted)} findings were named at once, and {_MOST} may be: let the others join the case"
        raise CaseRefusedError(message)
    held = list(OfficeFinding.objects.select_for_update().filter(finding__in=wanted).order_by("finding"))
    missing = sorted(set(wanted) - {each.finding for each in held})
    if missing:
        message = f"there is no finding {missing[0]}: list those that are open with rugsat office findings"
        raise NoSuchFindingError(message)
    return held


def candidates(findings: Sequence[OfficeFinding]) -> list[Candidate]:
    """The findings as the domain looks at them, with whom they concern."""
    of = parties_of(findings)
    return [Candidate(each.finding, Status(each.status), of[each.finding]) for each in findings]


def put_in(work: Work, case: FindingCase, findings: Sequence[OfficeFinding]) -> None:
    """Let findings be in a case from now on."""
    CaseFinding.objects.bulk_create([CaseFinding(case=case, finding=each, since=work.at) for each in findings])
    set_statuses(work, findings, {each.finding: Status.IN_CASE for each in findings}, "in_case", case.case)


def set_statuses(
    work: Work, findings: Sequence[OfficeFinding], statuses: dict[str, Status], what: str, note: str
) -> None:
    """Let findings stand otherwise, and record it with each."""
    for each in findings:
        each.status, each.version = str(statuses[each.finding]), each.version + 1
    OfficeFinding.objects.bulk_update(findings, ("status", "version"))
    events = [FindingEvent(finding=each, what=what, at=work.at, by=work.call.by, note=note) for each in findings]
    FindingEvent.objects.bulk_create(events)


def record_case_act(
    work: Work, case: FindingCase, verb: str, note: str, findings: Sequence[str], **more: Any
) -> FindingCaseAct:
    """Record what was done in a case, and have it logged."""
    last = case.acts.order_by("-number").first()
    if last is not None:
        work.after(last.at)
    act = FindingCaseAct.objects.create(
        case=case,
        number=(last.number if last else 0) + 1,
        verb=verb,
        at=work.at,
        by=work.account,
        on_behalf_of=work.behalf,
        note=note,
        findings=sorted(findings),
    )
    said = {"party": case.party_id or "", "note": note, "findings": act.findings, "number": act.number, **more}
    people = {"by": work.call.by, "on_behalf_of": work.call.on_behalf_of}
    work.tell(f"finding_case_{verb}", case.case, {**said, **people})
    return act
