"""Trying a return: judged with all that the office knows, as filing it would be; nothing of it is kept."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rugsat.domain.returns.filing import Filing
from rugsat.domain.returns.receipt import Receipt, ReceivedFile
from rugsat.kernel.digest import digest_of_file
from rugsat.law.adopted import definitions_in
from rugsat.law.returns.load import definition_on
from rugsat.operations.intake.check_return import Judging
from rugsat.operations.intake.entitlement import objection_to_sender
from rugsat.operations.intake.facts import setting_of
from rugsat.operations.intake.faults import FaultFile, write_rows
from rugsat.operations.intake.faulty_rows import FaultyRow, faulty_rows
from rugsat.operations.intake.file_return import Office, receiving_of, refused_receipt
from rugsat.operations.intake.ledger import before
from rugsat.operations.intake.parse.limits import DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class Tried:
    """What filing a file would come to."""

    receipt: Receipt | None
    """None where the very same file was accepted before: then `known` names that filing."""
    known: str = ""
    faulty: tuple[FaultyRow, ...] = ()
    """The first rows with faults, each with its cells and what is wrong in them."""


def try_return(office: Office, path: Path, *, filing: Filing, received_at: datetime) -> Tried:
    """Judge a file as if it were filed at a moment; no lock is taken, and the lake stays as it is.

    Raises UnknownReturnError where the jurisdiction has no such return for the period.
    """
    lake, state = office.lake, office.lake.state()
    definition = definition_on(definitions_in(office.pack), filing.return_name, filing.period.since)
    digest = digest_of_file(path)
    ledger = before(lake, state, filing, digest=digest)
    if ledger.same_file:
        return Tried(None, known=ledger.same_file)
    receiving = receiving_of(office, state, filing, definition, received_at)
    if objection := objection_to_sender(lake, state, filing, definition) or ledger.objection(filing):
        received = ReceivedFile(path.name, digest, path.stat().st_size)
        return Tried(refused_receipt(filing, definition, receiving, received, objection))
    setting = setting_of(lake, state, office.pack, definition, filing, office.keys)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        with FaultFile(scratch / "faults.csv") as faults:
            judging = Judging(path, setting, filing, faults, DEFAULT_LIMITS)
            for _rows in judging.frames(keep=False):
                pass
            receipt = judging.receipt(receiving)
        if not receipt.fault_count:
            return Tried(receipt)
        write_rows(judging.faulty_rows(), scratch / "rows.csv")
        return Tried(receipt, faulty=faulty_rows(scratch / "faults.csv", scratch / "rows.csv"))
