"""The status of a certificate, as a status list or a register snapshot knows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from rugsat.evidence.credentials.certificate import StatusPosition
from rugsat.evidence.credentials.signed import Statement, signature_beside, text_beside, verify_digest
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.evidence.credentials.status_list import Status, StatusList, read_status_list
from rugsat.evidence.credentials.trust import Trust
from rugsat.evidence.log.register_digest import register_digest
from rugsat.evidence.schemas.register import AUTHORISATIONS, PARTIES
from rugsat.kernel.language import gettext as _
from rugsat.operations.load_register import read_register
from rugsat.operations.report.wording import at

_WORDS = {"in_force": "valid"}
"""How the register words what a status list calls valid."""


@dataclass(frozen=True, slots=True)
class Known:
    """A status, as of when it is known, and what must be said with it."""

    status: str
    as_of: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A register snapshot in a folder; `statement` is the authority's signature on it, None where there is none."""

    folder: Path
    statement: Statement | None


def status_of(
    position: StatusPosition | None, lists: Sequence[StatusList], *, on: date, jurisdiction: str = ""
) -> Known:
    """The status in the newest list that the certificate names; unknown, with the reason, where there is none.

    A list of another authority than that of the certificate says nothing, whatever it is called. A list whose time is
    over says of nobody that he is valid: whoever hands on an old one may hide what happened since.
    """
    if position is None:
        return Known("unknown", note=_("The certificate names no status list: ask the register"))
    named = [each for each in lists if each.uri == position.uri and each.jurisdiction in {"", jurisdiction}]
    if not named:
        return Known(
            "unknown", note=_("No list was given for {uri}, which the certificate names").format(uri=position.uri)
        )
    newest = max(named, key=lambda each: each.as_of)
    try:
        status = Status(newest[position.index])
    except (CredentialError, ValueError) as error:
        return Known("unknown", newest.as_of, str(error))
    if newest.valid_until is None or newest.valid_until.date() >= on:
        return Known(status.name.lower(), newest.as_of)
    until = at(newest.valid_until)
    note = _("The list was to be used until {moment} UTC: get the present one").format(moment=until)
    return Known("unknown" if status is Status.VALID else status.name.lower(), newest.as_of, note)


def read_lists(paths: Sequence[Path], *, trust: Trust) -> list[StatusList]:
    """Signed status lists; CredentialError where one is not to be relied on."""
    lists = []
    for path in paths:
        try:
            lists.append(read_status_list(path.read_bytes(), trust=trust))
        except CredentialError as error:
            message = f"{path}: {error}"
            raise CredentialError(message) from None
    return lists


def open_snapshot(folder: Path, *, trust: Trust) -> Snapshot:
    """A register snapshot, with the signature that lies beside its folder, named like it with `.jws` after it.

    CredentialError where the signature does not fit; a snapshot without one is as reliable as where it came from.
    """
    signature = signature_beside(folder)
    digest = register_digest(folder)
    if not signature.is_file():
        return Snapshot(folder, None)
    return Snapshot(folder, verify_digest(text_beside(folder), digest, what="register", trust=trust))


def entry_of(snapshot: Snapshot, number: str, *, on: date) -> Mapping[str, Any] | None:
    """What the snapshot says of an authorisation on a day, with its holder's name; None where it does not know it."""
    tables = read_register(snapshot.folder)
    held = _true(tables.get(AUTHORISATIONS.name), pl.col("authorisation") == number, on)
    if held is None:
        return None
    holder = _true(tables.get(PARTIES.name), pl.col("party") == held["party"], on)
    return {**held, "holder": holder["name"] if holder else "", "status": _WORDS.get(held["status"], held["status"])}


def _true(rows: pl.DataFrame | None, which: pl.Expr, on: date) -> dict[str, Any] | None:
    """The row that is true on a day; of several the one that was recorded last."""
    if rows is None:
        return None
    holds = (pl.col("since") <= on) & (pl.col("until").is_null() | (pl.col("until") > on))
    kept = rows.filter(which, holds).sort("recorded_us")
    return kept.row(-1, named=True) if kept.height else None
