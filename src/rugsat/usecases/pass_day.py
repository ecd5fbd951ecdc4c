"""What a day brings about without anybody acting: terms that end, times to act that are over, reminders."""

from datetime import date, datetime

from rugsat.domain.licensing.admission import possible
from rugsat.domain.licensing.case import Recorded
from rugsat.domain.licensing.procedure import TransitionRefusedError
from rugsat.kernel.errors import RugsatError
from rugsat.law.procedure import Office, Verb
from rugsat.store.api_access.receiving import office_lake, office_lake_folder
from rugsat.store.licensing.models import Case
from rugsat.store.licensing.record import each_with_acts, procedure_for
from rugsat.store.licensing.waiting import can_run_out
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
    told, refused = _expired(at)
    if (office_lake_folder() / "lake.json").is_file():
        measure_filings(Call(by=REGISTER, at=at), lake=office_lake())
    return told + remind_of_requests(at=at) + refused


def _expired(at: datetime) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """What became of the cases in which a time is over, and of those that could not be looked at, which stop none."""
    over, refused = _over(at)
    told = []
    for case in sorted(over):
        try:
            done = expire(Call(by=REGISTER, at=at), case=case)
        except TransitionRefusedError:
            continue  # somebody has acted upon the case meanwhile, or records the same day
        except RugsatError as error:
            refused.append({"case": case, "refused": str(error)})
            continue
        told.append({"case": case, "state": str(done.told["state"]), "status": str(done.told.get("status", ""))})
    return told, refused


def _over(at: datetime) -> tuple[list[str], list[dict[str, str]]]:
    """The cases in which a time is over, and why others could not be told."""
    on = day_of(at)
    over, refused = list[str](), list[dict[str, str]]()
    for case, acts in each_with_acts(can_run_out(on)):
        try:
            if _is_over(case, acts, on):
                over.append(case.case)
        except RugsatError as error:
            refused.append({"case": case.case, "refused": str(error)})
    return over, refused


def _is_over(case: Case, acts: tuple[Recorded, ...], on: date) -> bool:
    if not acts:
        return False
    procedure, law = procedure_for(case, acts, on)
    if case.state in procedure.version.table.final:
        return False
    steps = possible(procedure, acts, Office.REGISTER, law.rulebook.calendar, on=on)
    return any(step.verb == Verb.EXPIRE for step in steps)
