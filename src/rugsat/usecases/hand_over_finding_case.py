"""Handing a case of findings over to another officer."""

from rugsat.usecases.call import Done
from rugsat.usecases.case_act import required
from rugsat.usecases.finding_case_act import finding_case_for, record_case_act
from rugsat.usecases.officer_in_charge import officer_in_charge
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def hand_over_finding_case(work: Work, *, case: str, officer: str, note: str) -> Done:
    """Put another officer in charge of a case of findings, and say why."""
    found = finding_case_for(work, case)
    taker = officer_in_charge(work, officer, "open_finding_case", found.party_id)
    record_case_act(work, found, "handed_over", required(note, "say why it is handed over"), (), officer=taker.login)
    found.officer, found.version = taker, found.version + 1
    found.save(update_fields=("officer", "version"))
    return Done(case, found.version, {"state": found.state, "officer": taker.login})
