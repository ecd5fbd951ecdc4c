"""The public snapshot of a day: the register without machines, wallets and accounts, signed, as one file."""

import shutil
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
from django.conf import settings

from rugsat.evidence.credentials.signed import SUFFIX
from rugsat.evidence.lake.durable import sync_file, sync_folder, write_durably
from rugsat.evidence.log.register_digest import register_digest
from rugsat.evidence.schemas import register as contracts
from rugsat.evidence.schemas.contract import Contract
from rugsat.store.snapshot.write import SnapshotThereError, write_snapshot

TABLES = (
    contracts.PARTIES,
    contracts.AUTHORISATIONS,
    contracts.SITES,
    contracts.APPROVED_ASSETS,
    contracts.APPROVED_PROVIDERS,
    contracts.WARNINGS,
)
"""What the public may have of the register."""
_PUBLIC, _PACKED = ".zip", ".zip.packed"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that the same register is the same bytes."""


@dataclass(frozen=True, slots=True)
class Published:
    """The snapshot of a day, as it can be downloaded."""

    day: date
    size: int
    signed: bool
    digest: str


def folder() -> Path:
    """Where the public snapshots lie."""
    office: Path = settings.OFFICE
    return office / "public"


def published() -> list[Published]:
    """The snapshots that there are, the newest first."""
    found = sorted(folder().glob("????-??-??.zip"), reverse=True)
    return [
        Published(
            day=date.fromisoformat(path.stem),
            size=path.stat().st_size,
            signed=path.with_suffix(SUFFIX).is_file(),
            digest=path.with_suffix(".sha256").read_text().strip(),
        )
        for path in found
    ]


def public_tables(tables: Mapping[Contract, pl.DataFrame]) -> dict[Contract, pl.DataFrame]:
    """Of all tables those that the public may have."""
    return {contract: tables[contract] for contract in TABLES}


def write_tables(tables: Mapping[Contract, pl.DataFrame], day: date) -> str:
    """Write the tables of a day and tell their digest; to be called by one at a time, before the day is public."""
    place = folder() / day.isoformat()
    # What was begun before and not finished was never to be seen.
    for left in (place, *folder().glob(f".{day}.*")):
        shutil.rmtree(left, ignore_errors=True)
    for suffix in (_PACKED, SUFFIX, ".sha256"):
        place.with_suffix(suffix).unlink(missing_ok=True)
    folder().mkdir(parents=True, exist_ok=True)
    return register_digest(write_snapshot(tables, place))


def refuse_published(day: date) -> None:
    """Raise SnapshotThereError where the day is published already."""
    if (folder() / day.isoformat()).with_suffix(_PUBLIC).exists():
        message = f"the register of {day} is published already: a snapshot replaces none, publish again tomorrow"
        raise SnapshotThereError(message)


def packed_digest(day: date) -> str:
    """The digest of a day that is packed and not public, as a crash leaves it; empty where there is none."""
    place = folder() / day.isoformat()
    if not place.with_suffix(_PACKED).is_file():
        return ""
    return place.with_suffix(".sha256").read_text().strip()


def release(day: date) -> Path:
    """Make the packed archive of a day public, by its name."""
    place = folder() / day.isoformat()
    archive = place.with_suffix(_PUBLIC)
    with suppress(FileNotFoundError):  # another call has given it its name
        place.with_suffix(_PACKED).replace(archive)
    sync_folder(folder())
    return archive


def pack(day: date, digest: str, signature: str) -> None:
    """Pack the tables of a day with their signature into one archive, durable and not public yet."""
    place = folder() / day.isoformat()
    write_durably(place.with_suffix(".sha256"), f"{digest}\n".encode())
    if signature:
        write_durably(place.with_suffix(SUFFIX), signature.encode())
    archive, staging = place.with_suffix(_PACKED), place.with_suffix(".zip.part")
    with zipfile.ZipFile(staging, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(place.iterdir()):
            packed.writestr(zipfile.ZipInfo(f"{day}/{path.name}", _MOMENT), path.read_bytes(), zipfile.ZIP_DEFLATED)
        if signature:
            packed.writestr(zipfile.ZipInfo(f"{day}{SUFFIX}", _MOMENT), signature, zipfile.ZIP_DEFLATED)
    sync_file(staging)
    staging.replace(archive)
    sync_folder(folder())
