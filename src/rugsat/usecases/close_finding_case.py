"""Closing a case of findings."""

from rugsat.domain.enforcement.case_of_findings import CaseRefusedError, CaseState, Outcome, statuses_after
from rugsat.store.enforcement.models import CaseFinding
from rugsat.store.findings.gone import gone_of
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import required
from rugsat.usecases.finding_case_act import finding_case_for, findings_for, record_case_act, set_statuses
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def close_finding_case(work: Work, *, case: str, outcome: str, note: str) -> Done:
    """Close a case with a reason: its findings go back to those that are open, or are dismissed for good."""
    if outcome not in set(Outcome):
        message = f"a case is not closed as '{outcome}': use one of {', '.join(Outcome)}"
        raise CaseRefusedError(message)
    found, reason = finding_case_for(work, case), required(note, "say why the case is closed")
    names = list(CaseFinding.objects.filter(case=found, until__isnull=True).values_list("finding_id", flat=True))
    held, gone = findings_for(names), gone_of(names)
    statuses = statuses_after(Outcome(outcome), {each: each not in gone for each in names})
    set_statuses(work, held, statuses, outcome, f"{case}: {reason}")
    CaseFinding.objects.filter(case=found, until__isnull=True).update(until=work.at)
    found.state, found.version = str(CaseState.CLOSED), found.version + 1
    found.save(update_fields=("state", "version"))
    record_case_act(work, found, "closed", reason, names, outcome=outcome)
    return Done(case, found.version, {"state": found.state, "outcome": outcome, "findings": len(names)})
