"""The place that receives filings: the lake of the office with its law and keys; for each party one to try things."""

import os
from datetime import datetime
from pathlib import Path

import polars as pl
from django.conf import settings

from rugsat.evidence.credentials.key_ring import Use, read_key_ring
from rugsat.evidence.lake.entry import FileEntry, Part
from rugsat.evidence.lake.history import LakeError
from rugsat.evidence.lake.lake import Lake
from rugsat.operations.intake.authority_keys import AuthorityKeys, read_authority_keys
from rugsat.operations.intake.file_return import Office
from rugsat.store.api_access.models import ReceivedFiling, TakenUp
from rugsat.store.kept_law import law_in_force

_REGISTER = "register."
_AUTHORITY = "authority"
_NAMED = 16
LAKE = "lake"
"""Under this name it is kept how far the office has taken up the commits of its lake."""


class OtherLakeError(LakeError):
    """A lake that is not the one that the office has taken up filings from."""


def receiving_office(at: datetime) -> Office:
    """Where returns are filed: RUGSAT_LAKE, or the folder lake of the office; receipts are signed where there are keys.

    Keys to make person tokens and to sign receipts lie in the folder keys of the office, or where
    RUGSAT_AUTHORITY_KEYS and RUGSAT_SIGNING_KEYS say.
    """
    ring = _place("RUGSAT_SIGNING_KEYS", "keys/authority")
    signer = read_key_ring(ring).signer(Use.CREDENTIALS, at) if ring.is_dir() else None
    lake = office_lake()
    refuse_other_lake(lake)
    return Office(lake=lake, pack=law_in_force(), keys=_keys(), signer=signer)


def sandbox_office(party: str, at: datetime) -> Office:
    """Where a party files drafts: a lake of its own with the register of the real one; no receipt of it is signed."""
    lake = sandbox_lake(party)
    real = office_lake_folder()
    if (real / "lake.json").is_file():
        _take_over_register(lake, Lake.open(real), at)
    return Office(lake=lake, pack=law_in_force(), keys=_keys(), draft=True)


def office_lake() -> Lake:
    """The lake of the office, to read from."""
    return _opened(office_lake_folder())


def refuse_other_lake(lake: Lake) -> None:
    """Raise OtherLakeError where a lake does not hold what the office has taken up from its own.

    Whatever were filed into another one would not be taken up, and nobody would hear of it.
    """
    taken = TakenUp.objects.filter(name=LAKE).values_list("commit", flat=True).first() or 0
    latest = ReceivedFiling.objects.order_by("-commit").first()
    if lake.state().number < taken or (latest and lake.commit(latest.commit).note.get("filing") != latest.filing):
        message = (
            f"the lake is not the one that this office has taken up filings from, until commit {taken}: "
            "set RUGSAT_LAKE to that one, or bring it back from a copy"
        )
        raise OtherLakeError(message)


def sandbox_lake(party: str) -> Lake:
    """The lake of a party's drafts, to read from."""
    return _opened(sandbox_folder(party))


def office_lake_folder() -> Path:
    """Where the lake of the office lies."""
    return _place("RUGSAT_LAKE", "lake")


def spool_folder() -> Path:
    """Where uploads are written while they come in, on the disk of the office."""
    folder = _place("RUGSAT_SPOOL", "api/spool")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def sandbox_folder(party: str) -> Path:
    """Where the drafts of a party lie."""
    return _place("RUGSAT_SANDBOX", "sandbox") / party


def _place(name: str, within: str) -> Path:
    found = os.environ.get(name, "")
    return Path(found) if found else Path(settings.OFFICE) / within


def _keys() -> AuthorityKeys | None:
    path = _place("RUGSAT_AUTHORITY_KEYS", "keys/authority-keys.json")
    return read_authority_keys(path) if path.is_file() else None


def _opened(folder: Path) -> Lake:
    if (folder / "lake.json").is_file():
        return Lake.open(folder)
    return Lake.create(folder, jurisdiction=str(settings.JURISDICTION))


def _register_of(lake: Lake) -> list[FileEntry]:
    return [entry for entry in lake.state().files.values() if entry.dataset.startswith(_REGISTER)]


def _take_over_register(lake: Lake, real: Lake, at: datetime) -> None:
    """Let the drafts be judged with the register as it is now; nothing is written where they already are."""
    wanted, held = _register_of(real), _register_of(lake)
    if {entry.digest[:_NAMED] for entry in wanted} == {part.filing for entry in held for part in entry.parts}:
        return
    with lake.writing() as transaction:
        for entry in _register_of(lake):
            transaction.remove(entry)
        for entry in wanted:
            rows = pl.scan_parquet(real.paths([entry]))
            part = Part(_AUTHORITY, entry.digest[:_NAMED], entry.rows)
            transaction.add(rows, dataset=entry.dataset, legal_day=None, parts=(part,))
        transaction.commit(recorded_at=at, act="register", note={"taken_over_from": real.state().number})
