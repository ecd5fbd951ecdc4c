"""Filing what was uploaded, and trying it: permitted, judged by the intake, and under the key of a form once."""

import re
from typing import Any

from django.http import HttpRequest

from rugsat.domain.returns.filing import Filing, FilingKind
from rugsat.kernel.digest import digest_of, digest_of_file
from rugsat.law.adopted import definitions_in
from rugsat.law.returns.load import definition_on
from rugsat.operations.intake.file_return import file_return
from rugsat.operations.intake.try_return import Tried, try_return
from rugsat.store.accounts.models import Account
from rugsat.store.api_access.answers import Answer, answer_before, keep_answer, one_at_a_time
from rugsat.store.api_access.receiving import receiving_office
from rugsat.store.kept_law import law_in_force
from rugsat.usecases.admit_filing import admit_filing
from rugsat.usecases.call import Call
from rugsat.usecases.make_office import REGISTER
from rugsat.usecases.take_up_filings import take_up_filings
from rugsat.web.layout import moment
from rugsat.web.layout.acting import call_of
from rugsat.web.layout.uploads import SpooledFile

_ID_LENGTH = 16
_EXTENSION = re.compile(r"\.(csv|tsv|ndjson|jsonl|parquet|xlsx|xml)(\.gz|\.zst)?\Z", re.IGNORECASE)


def file_name(filing: Filing, uploaded: str) -> str:
    """The name that a file has by what it is filed as; its ending is that of the file that was chosen."""
    ending = _EXTENSION.search(uploaded)
    kind = "" if filing.kind is FilingKind.ORIGINAL else filing.kind.value
    words = (filing.sender, filing.return_name, filing.period.code, kind, filing.part)
    return ".".join(word for word in words if word) + (ending[0].lower() if ending else ".csv")


def admitted(request: HttpRequest, filing: Filing) -> None:
    """Refuse whoever may not file so, before the file is looked at."""
    admit_filing(Call(by=call_of(request).by, at=moment.now()), sender=filing.sender)
    definition_on(definitions_in(law_in_force()), filing.return_name, filing.period.since)


def filed(request: HttpRequest, file: SpooledFile, filing: Filing) -> tuple[str, bool]:
    """File in earnest; the name of the filing, and whether the very same file was accepted before."""
    call, account = call_of(request), request.user
    assert isinstance(account, Account), "the page is for those who have signed in"
    path = file.named(file_name(filing, file.name or ""))
    asked = digest_of({"portal": "file", "name": path.name, "sha256": digest_of_file(path)})
    key = call.key or asked
    with one_at_a_time(account, key):
        if before := answer_before(account, key, asked):
            return str(before.content["filing"]), bool(before.content["known"])
        at = moment.now()
        office = receiving_office(at)
        done = file_return(office, path, filing=filing, received_at=at, recorded_at=at)
        take_up_filings(Call(by=REGISTER, at=moment.now()), lake=office.lake)
        number = done.known or (done.receipt.id[:_ID_LENGTH] if done.receipt else "")
        told: dict[str, Any] = {"filing": number, "known": bool(done.known)}
        if call.key:
            keep_answer(account, key, asked, Answer(201, told), at=moment.now())
        return number, bool(done.known)


def tried(file: SpooledFile, filing: Filing) -> Tried:
    """What filing would come to; nothing of it is kept."""
    at = moment.now()
    path = file.named(file_name(filing, file.name or ""))
    return try_return(receiving_office(at), path, filing=filing, received_at=at)
