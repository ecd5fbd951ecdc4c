"""Filing what was uploaded: permitted, judged, answered with its receipt, and under one key once."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from rugsat.domain.returns.filing import Filing
from rugsat.evidence.lake.lake import Lake
from rugsat.kernel.digest import digest_of
from rugsat.law.adopted import definitions_in
from rugsat.law.returns.load import definition_on
from rugsat.operations.intake.file_return import Office, file_return
from rugsat.store.api_access.answers import Answer, answer_before, keep_answer, one_at_a_time
from rugsat.store.api_access.receiving import office_lake, receiving_office, sandbox_lake, sandbox_office
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries import receipts
from rugsat.usecases.admit_filing import admit_filing
from rugsat.usecases.call import Call
from rugsat.usecases.make_office import REGISTER
from rugsat.usecases.take_up_filings import take_up_filings
from rugsat.web.api import clock
from rugsat.web.api.access import Caller, key_of
from rugsat.web.api.upload import Spooled, refuse_name

FILING_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a request files: the office itself, or the place where a party tries things."""

    at: str
    """Path below which its receipts are found."""
    draft: bool

    def office(self, caller: Caller, at: datetime) -> Office:
        """The place that receives the filing."""
        return sandbox_office(caller.party, at) if self.draft else receiving_office(at)

    def lake(self, caller: Caller) -> Lake:
        """Where the receipts of what was filed lie."""
        return sandbox_lake(caller.party) if self.draft else office_lake()


REAL = Desk("/api/v1", draft=False)
SANDBOX = Desk("/api/v1/sandbox", draft=True)


def admitted(caller: Caller, name: str) -> Filing:
    """What a file of this name is filed as; raises where the caller may not file so, before the file is read."""
    filing = Filing.of_file(refuse_name(name))
    admit_filing(Call(by=caller.account.login, at=clock.now()), sender=filing.sender)
    definition_on(definitions_in(law_in_force()), filing.return_name, filing.period.since)
    return filing


def filed(desk: Desk, caller: Caller, filing: Filing, file: Spooled) -> Answer:
    """File a spooled file; the very same file, accepted before, is answered with the receipt of then."""
    at = clock.now()
    office = desk.office(caller, at)
    done = file_return(office, file.path, filing=filing, received_at=at, recorded_at=at)
    if not desk.draft:
        take_up_filings(Call(by=REGISTER, at=clock.now()), lake=office.lake)
    number = done.known or (done.receipt.id[:FILING_LENGTH] if done.receipt else "")
    return Answer(200 if done.known else 201, told(desk, office.lake, number, known=bool(done.known)))


def told(desk: Desk, lake: Lake, filing: str, *, known: bool = False) -> dict[str, Any]:
    """A filing with its receipt, and where to find what lies beside it."""
    said = receipts.receipt(lake, filing)
    place = f"{desk.at}/receipts/{filing}"
    beside = {what: f"{place}/{what}" for what in receipts.all_beside(lake, filing)}
    return {
        "filing": filing,
        "status": said["status"],
        "counts": not desk.draft,
        "known": known,
        "receipt_id": digest_of(said),
        "receipt": said,
        "links": {"self": place, **beside},
    }


def once(
    caller: Caller, request: HttpRequest, asked: dict[str, Any], answer: Callable[[], Answer]
) -> tuple[Answer, bool]:
    """The answer, and whether it was given before under the key of the request; where there is no key, it is new."""
    key = key_of(request)
    digest = digest_of({"method": request.method, "path": request.path, **asked})
    with one_at_a_time(caller.account, key) if key else nullcontext():
        if key and (before := answer_before(caller.account, key, digest)):
            return before, True
        given = answer()
        if key:
            keep_answer(caller.account, key, digest, given, at=clock.now())
        return given, False
