"""What a day brings about without anybody acting: terms that end, times to act that are over, reminders."""

from collections.abc import Iterator
from datetime import datetime

from rugsat.domain.licensing.admission import possible
from rugsat.law.procedure import Office, Verb
from rugsat.store.api_access.receiving import office_lake, office_lake_folder
from rugsat.store.licensing.models import Case
from rugsat.store.licensing.record import procedure_for, recorded
from rugsat.usecases.call import Call
from rugsat.usecases.expire import expire
from rugsat.usecases.measure_filings import measure_filings
from rugsat.usecases.remind_of_requests import remind_of_requests
from rugsat.usecases.work import day_of

REGISTER = "register"
"""The account of the office itself."""


def pass_day(*, at: datetime) -> list[dict[str, str]]:
    """Record everything that is over by now, count what was filed, and remind of what is due.

    Each is a transaction of its own; doing it again changes nothing.
    """
    told = []
    for case in list(_over(at)):
        done = expire(Call(by=REGISTER, at=at), case=case)
        told.append({"case": case, "state": str(done.told["state"]), "status": str(done.told.get("status", ""))})
    if (office_lake_folder() / "lake.json").is_file():
        measure_filings(Call(by=REGISTER, at=at), lake=office_lake())
    return told + remind_of_requests(at=at)


def _over(at: datetime) -> Iterator[str]:
    on = day_of(at)
    for case in Case.objects.order_by("case").iterator(500):
        acts = recorded(case)
        if not acts:
            continue
        procedure, law = procedure_for(case, acts, on)
        if case.state in procedure.version.table.final:
            continue
        steps = possible(procedure, acts, Office.REGISTER, law.rulebook.calendar, on=on)
        if any(step.verb == Verb.EXPIRE for step in steps):
            yield case.case
