"""Opening a case on findings."""

from collections.abc import Sequence

from rugsat.domain.enforcement.case_of_findings import CaseState, party_of_case
from rugsat.kernel.identifiers.register_number import register_number
from rugsat.store.enforcement.models import FindingCase
from rugsat.store.outbox.counter import take
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import required
from rugsat.usecases.finding_case_act import candidates, findings_for, put_in, record_case_act
from rugsat.usecases.officer_in_charge import officer_in_charge
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def open_finding_case(work: Work, *, findings: Sequence[str], ground: str, party: str = "", officer: str = "") -> Done:
    """Open a case on findings of one party, with an officer in charge; no run changes how they stand until it closes.

    The party is the one that the register names behind the findings; where it names several, as with a machine that two
    sites declare, `party` says whose case it is. The officer is whoever opens it, or another who may.
    """
    held = findings_for(findings)
    whose = party_of_case(candidates(held), party=party or None)
    if whose is not None:
        work.only_for(whose)
    in_charge = officer_in_charge(work, officer, "open_finding_case", whose) if officer else work.account
    country, year = work.law.jurisdiction.upper(), work.on.year
    case = FindingCase.objects.create(
        case=register_number(country=country, series="E", year=year, number=take(f"finding-case-{year}")),
        party_id=whose,
        officer=in_charge,
        ground=required(ground, "say on what ground the case is opened"),
        opened_at=work.at,
        state=str(CaseState.OPEN),
    )
    put_in(work, case, held)
    record_case_act(work, case, "opened", ground, [each.finding for each in held], officer=in_charge.login)
    told = {"state": case.state, "party": whose or "", "officer": in_charge.login, "findings": len(held)}
    return Done(case.case, case.version, told)
