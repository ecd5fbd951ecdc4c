"""Filing a return: judged, and in one commit its rows, its receipt and its line in the ledger; or nothing at all."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from rugsat.domain.returns.fault import ROW
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
from rugsat.kernel.column import LEGAL_DAY
from rugsat.kernel.digest import canonical_json, digest_of_file
from rugsat.law.adopted import definitions_in
from rugsat.law.basis import Kind
from rugsat.law.pack import RulePack
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.law.returns.load import definition_on
from rugsat.operations.intake.authority_keys import AuthorityKeys
from rugsat.operations.intake.check_return import Judging, Progress
from rugsat.operations.intake.entitlement import objection_to_sender
from rugsat.operations.intake.facts import due_of, setting_of
from rugsat.operations.intake.faults import FaultFile, write_rows
from rugsat.operations.intake.ledger import DATASET, before
from rugsat.operations.intake.parse.limits import DEFAULT_LIMITS

_ID_LENGTH = 16


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

    Raises UnknownReturnError where the jurisdiction has no such return for the period. The lock of the lake is held
    from the look at the ledger to the commit, so two filings for one period cannot both be the first.
    """
    lake = office.lake
    definition = definition_on(definitions_in(office.pack), filing.return_name, filing.period.since)
    with lake.writing() as transaction:
        scratch = transaction.folder
        state = lake.state()
        digest = digest_of_file(path)
        ledger = before(lake, state, filing, digest=digest)
        if ledger.same_file:
            return Filed(None, known=ledger.same_file)
        receiving = receiving_of(office, state, filing, definition, received_at)
        if objection := objection_to_sender(lake, state, filing, definition) or ledger.objection(filing):
            received = ReceivedFile(path.name, digest, path.stat().st_size)
            receipt = refused_receipt(filing, definition, receiving, received, objection)
            return _commit(transaction, office, receipt, recorded_at, faults=None)
        setting = setting_of(lake, state, office.pack, definition, filing, office.keys)
        with FaultFile(scratch / "faults.csv") as faults:
            judging = Judging(path, setting, filing, faults, DEFAULT_LIMITS)
            kept = _Kept(scratch)
            for frame in judging.frames(progress=progress):
                kept.take(frame)
            receipt = judging.receipt(receiving)
            if receipt.fault_count:
                write_rows(judging.faulty_rows(), scratch / "rows.csv")
        if receipt.accepted:
            _withdraw(transaction, lake, state, filing.return_name, ledger.standing)
            kept.stage(transaction, definition, filing.sender, receipt.id[:_ID_LENGTH], judging.dropped)
        found = scratch / "faults.csv" if receipt.fault_count else None
        return _commit(transaction, office, receipt, recorded_at, faults=found)


class _Kept:
    """The good rows of a file on their way to the lake, by legal day, on disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts: dict[date, list[Path]] = {}

    def take(self, frame: pl.DataFrame) -> None:
        for (legal_day,), rows in frame.group_by(LEGAL_DAY.name, maintain_order=True):
            assert isinstance(legal_day, date)
            parts = self._parts.setdefault(legal_day, [])
            path = self._folder / f"kept-{legal_day}-{len(parts)}.parquet"
            rows.write_parquet(path, compression="lz4", statistics=False)
            parts.append(path)

    def stage(
        self, transaction: Transaction, definition: ReturnDefinition, sender: str, filing: str, dropped: pl.Series
    ) -> None:
        names = [column.name for column in definition.kept_columns]
        for legal_day, parts in sorted(self._parts.items()):
            rows = pl.scan_parquet(parts)
            if len(dropped):
                rows = rows.filter(~pl.col(ROW).is_in(dropped.implode()))
            placed = rows.with_columns(sender=pl.lit(sender), filing=pl.lit(filing)).select(names)
            count = int(rows.select(pl.len()).collect().item())
            if count:
                part = Part(sender, filing, count)
                transaction.add(placed, dataset=definition.name, legal_day=legal_day, parts=(part,))


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
    name = receipt.id[:_ID_LENGTH]
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
        "filing": receipt.id[:_ID_LENGTH],
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
    part = Part(filing.sender, receipt.id[:_ID_LENGTH], 1)
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
