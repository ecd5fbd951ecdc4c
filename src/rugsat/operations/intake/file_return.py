"""Filing a return: judged, and in one commit its rows, its receipt and its line in the ledger; or nothing at all."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from rugsat.domain.returns.filing import Filing
from rugsat.domain.returns.receipt import FileStatus, Receipt, ReceivedFile, Receiving
from rugsat.domain.returns.receipt_auth_031 import auth_031
from rugsat.evidence.credentials.signed import SUFFIX, sign_digest
from rugsat.evidence.credentials.signer import Signer
from rugsat.evidence.lake.entry import Commit, FileEntry, Part
from rugsat.evidence.lake.history import State
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.lake.transaction import Transaction
from rugsat.evidence.schemas.returns import FILINGS
from rugsat.kernel.digest import canonical_json, digest_of_file
from rugsat.law.adopted import definitions_in
from rugsat.law.basis import Kind
from rugsat.law.pack import RulePack
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.law.returns.load import definition_on
from rugsat.operations.intake.authority_keys import AuthorityKeys
from rugsat.operations.intake.check_return import Progress
from rugsat.operations.intake.entitlement import objection_to_sender
from rugsat.operations.intake.facts import due_of, setting_of
from rugsat.operations.intake.judged import ID_LENGTH, Asked, JudgedFile, basis_of, judged, received_file
from rugsat.operations.intake.ledger import DATASET


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The place that receives filings: its lake, its law and the keys that person tokens are made with."""

    lake: Lake
    pack: RulePack
    keys: AuthorityKeys | None = None
    signer: Signer | None = None
    """Key that receipts are signed with as they are committed; they are not signed where there is none."""
    draft: bool = False
    """Whether what is filed here counts for nothing; every receipt then says so."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a filing."""

    receipt: Receipt | None
    """None where the very same file was accepted before: then `known` names that filing and nothing changed."""
    known: str = ""
    commit: int = 0
    faults: Path | None = None
    """The fault file in the lake, where there are faults."""


def file_return(
    office: Office,
    path: Path,
    *,
    filing: Filing,
    received_at: datetime,
    recorded_at: datetime,
    progress: Progress | None = None,
) -> Filed:
    """Judge a file and commit what is accepted of it; a rejected one leaves its receipt and its line in the ledger.

    Raises UnknownReturnError where the jurisdiction has no such return for the period.
    """
    with judged_aside(office, path, filing=filing, received_at=received_at, progress=progress) as aside:
        return settle(office, aside, recorded_at=recorded_at)


@dataclass(frozen=True, slots=True)
class Aside:
    """A file that was judged before the lock of the lake is taken, and where what came of it lies till it is filed."""

    asked: Asked
    scratch: Path
    found: JudgedFile | None
    progress: Progress | None


@contextmanager
def judged_aside(
    office: Office, path: Path, *, filing: Filing, received_at: datetime, progress: Progress | None = None
) -> Iterator[Aside]:
    """Judge a file as the lake stands, so that nobody waits for it; what came of it goes when it is left."""
    definition = definition_on(definitions_in(office.pack), filing.return_name, filing.period.since)
    asked = Asked(path, filing, definition, digest_of_file(path), received_at)
    with office.lake.aside() as scratch:
        found = _judged(office, office.lake.state(), asked, scratch, progress)
        yield Aside(asked, scratch, found, progress)


def settle(office: Office, aside: Aside, *, recorded_at: datetime) -> Filed:
    """Commit what came of a file.

    Under the lock of the lake, from one more look at the ledger to the commit, it is judged anew where something that
    the judgement rests on has changed: two filings for one period cannot both be the first.
    """
    lake, asked, found = office.lake, aside.asked, aside.found
    with lake.writing() as transaction:
        state = lake.state()
        basis = basis_of(lake, state, asked)
        if basis.ledger.same_file:
            return Filed(None, known=basis.ledger.same_file)
        if found is None or found.basis != basis:
            found = _judged(office, state, asked, aside.scratch, aside.progress)
            assert found is not None, "the very same file does not stand"
        if known := _rejected_before(lake, found.receipt):
            return Filed(None, known=known)
        if found.receipt.accepted and basis.ledger.standing:
            _withdraw(transaction, lake, state, asked.filing.return_name, basis.ledger.standing)
        for rows, entry in found.rows:
            transaction.take(rows, entry)
        return _commit(transaction, office, found.receipt, recorded_at, faults=found.faults)


def _judged(office: Office, state: State, asked: Asked, scratch: Path, progress: Progress | None) -> JudgedFile | None:
    """What the file comes to as the lake stands; None where the very same file was accepted before."""
    lake, filing, definition = office.lake, asked.filing, asked.definition
    basis = basis_of(lake, state, asked)
    if basis.ledger.same_file:
        return None
    receiving = receiving_of(office, state, filing, definition, asked.received_at)
    if objection := objection_to_sender(lake, state, filing, definition) or basis.ledger.objection(filing):
        receipt = refused_receipt(filing, definition, receiving, received_file(asked), objection)
        return JudgedFile(basis, receipt, None, ())
    setting = setting_of(lake, state, office.pack, definition, filing, office.keys)
    return judged(asked, basis, receiving, setting, scratch, progress=progress)


def _rejected_before(lake: Lake, receipt: Receipt) -> str:
    """The filing with this very receipt, where one file was rejected twice in one moment; empty where there is none."""
    name = receipt.id[:ID_LENGTH]
    there = (lake.folder / f"receipts/{name[:2]}/{name}.json").is_file()
    return name if there and not receipt.accepted else ""


def _withdraw(transaction: Transaction, lake: Lake, state: State, dataset: str, filings: tuple[str, ...]) -> None:
    """Take the rows of earlier filings out of the lake; a compacted file that holds others' rows is written anew."""
    for entry in state.of(dataset):
        kept = tuple(part for part in entry.parts if part.filing not in filings)
        if len(kept) == len(entry.parts):
            continue
        transaction.remove(entry)
        if kept:
            rows = pl.scan_parquet(lake.paths([entry])).filter(~pl.col("filing").is_in(list(filings)))
            transaction.add(rows, dataset=dataset, legal_day=entry.legal_day, parts=kept)


def _commit(
    transaction: Transaction, office: Office, receipt: Receipt, recorded_at: datetime, *, faults: Path | None
) -> Filed:
    name = receipt.id[:ID_LENGTH]
    documents = f"receipts/{name[:2]}/{name}"
    transaction.keep_document(f"{documents}.json", canonical_json(receipt.content))
    transaction.keep_document(
        f"{documents}.auth_031.json", json.dumps(auth_031(receipt), indent=1, ensure_ascii=False).encode()
    )
    if office.signer:
        signature = sign_digest(receipt.id, what="receipt", at=recorded_at, signer=office.signer)
        transaction.keep_document(f"{documents}.json{SUFFIX}", signature.encode())
    transaction.keep_document(f"packs/{office.pack.digest}.json", office.pack.to_bytes())
    if faults:
        transaction.keep_document(f"{documents}.faults.csv", faults.read_bytes())
        transaction.keep_document(f"{documents}.rows.csv", faults.with_name("rows.csv").read_bytes())
    _enter(transaction, office, receipt)
    note = {"filing": name, "sender": receipt.filing.sender, "status": receipt.status.value}
    commit: Commit = transaction.commit(recorded_at=recorded_at, act="filing", note=note)
    return Filed(
        receipt, commit=commit.number, faults=office.lake.folder / f"{documents}.faults.csv" if faults else None
    )


def _enter(transaction: Transaction, office: Office, receipt: Receipt) -> FileEntry:
    filing, receiving = receipt.filing, receipt.receiving
    received_on = _local_day(receiving.received_at, office.pack)
    row = {
        "filing": receipt.id[:ID_LENGTH],
        "sender": filing.sender,
        "return": filing.return_name,
        "period": filing.period.code,
        "part": filing.part,
        "kind": filing.kind.value,
        "status": _ledger_status(receipt),
        "accepted_rows": receipt.content["accepted_rows"],
        "rejected_rows": receipt.rejected_rows,
        "file_name": receipt.file.name,
        "file_digest": receipt.file.sha256,
        "received_us": int(receiving.received_at.timestamp() * 1_000_000),
        "received_on": received_on,
        "due": receiving.due,
        "late": receiving.late,
        "rule_pack": receiving.rule_pack,
        "receipt_digest": receipt.id,
        "commit": transaction.number,
    }
    part = Part(filing.sender, receipt.id[:ID_LENGTH], 1)
    return transaction.add(FILINGS.table([row]).lazy(), dataset=DATASET, legal_day=received_on, parts=(part,))


def _ledger_status(receipt: Receipt) -> str:
    """The ledger knows three fates; how a rejected file was broken stands in its receipt."""
    return receipt.status.value if receipt.accepted else FileStatus.REJECTED.value


def receiving_of(
    office: Office, state: State, filing: Filing, definition: ReturnDefinition, received_at: datetime
) -> Receiving:
    """What the office knows of a filing besides its file: when it came, when it is due, by which law."""
    due = due_of(office.lake, state, filing)
    acts = office.pack.rulebook.acts.values()
    return Receiving(
        received_at=received_at.astimezone(UTC),
        rule_pack=office.pack.digest,
        demonstrations=tuple(act.name for act in acts if act.kind is Kind.DEMONSTRATION),
        due=due,
        late=None if due is None else received_at.astimezone(ZoneInfo(definition.time_zone)).date() > due,
        draft=office.draft,
    )


def refused_receipt(
    filing: Filing, definition: ReturnDefinition, receiving: Receiving, file: ReceivedFile, objection: str
) -> Receipt:
    """The receipt of a file that is refused whole before any row of it is read."""
    return Receipt(
        filing=filing,
        jurisdiction=definition.jurisdiction,
        form_since=definition.since,
        file=file,
        status=FileStatus.REJECTED,
        receiving=receiving,
        refusal=f"{file.name}: {objection}",
    )


def _local_day(moment: datetime, pack: RulePack) -> date:
    return moment.astimezone(ZoneInfo(pack.rulebook.jurisdiction.time_zone)).date()
