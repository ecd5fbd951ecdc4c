"""The public snapshot of a day: the register without machines, wallets and accounts, signed, as one file."""

import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
from django.conf import settings

from rugsat.evidence.credentials.signed import SUFFIX
from rugsat.evidence.lake.durable import sync_file, sync_folder
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
)
"""What the public may have of the register."""
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
    """Write the tables of a day and tell their digest; SnapshotThereError where the day is published already."""
    place = folder() / day.isoformat()
    if place.with_suffix(".zip").exists():
        message = f"the register of {day} is published already: a snapshot replaces none, publish again tomorrow"
        raise SnapshotThereError(message)
    # What was begun before and not finished was never to be seen.
    shutil.rmtree(place, ignore_errors=True)
    folder().mkdir(parents=True, exist_ok=True)
    return register_digest(write_snapshot(tables, place))


def pack(day: date, digest: str, signature: str) -> Path:
    """Pack the tables of a day with their signature into one archive, which makes them public."""
    place = folder() / day.isoformat()
    place.with_suffix(".sha256").write_text(f"{digest}\n")
    if signature:
        place.with_suffix(SUFFIX).write_text(signature)
    archive, staging = place.with_suffix(".zip"), place.with_suffix(".zip.part")
    with zipfile.ZipFile(staging, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(place.iterdir()):
            packed.writestr(zipfile.ZipInfo(f"{day}/{path.name}", _MOMENT), path.read_bytes(), zipfile.ZIP_DEFLATED)
        if signature:
            packed.writestr(zipfile.ZipInfo(f"{day}{SUFFIX}", _MOMENT), signature, zipfile.ZIP_DEFLATED)
    sync_file(staging)
    staging.replace(archive)
    sync_folder(folder())
    return archive
