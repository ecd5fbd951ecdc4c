"""The certificate of an authorisation as the register and the law of the day describe it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from rugsat.evidence.credentials.certificate import Certificate, CertifiedSite, LogPosition, StatusPosition, Titles
from rugsat.evidence.schemas.register import AUTHORISATIONS, PARTIES, SITES
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.language import LANGUAGES
from rugsat.law.instrument import InstrumentVersion
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.cycle import demonstrations

_IN_FORCE = "in_force"
Tables = Mapping[str, pl.DataFrame]
"""The tables of a register snapshot by the names of their contracts."""


class NotCertifiableError(RugsatError):
    """An authorisation that no certificate can be issued for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuing:
    """What the office knows besides register and law."""

    on: date
    """Day of issue."""
    until: date | None = None
    """First day on which the authorisation no longer holds; None where it has no end."""
    conditions: tuple[Titles, ...] = ()
    owners: tuple[str, ...] = ()
    status: StatusPosition | None = None
    log: LogPosition | None = None


def certificate_of(tables: Tables, pack: RulePack, number: str, issuing: Issuing) -> Certificate:
    """Describe the certificate of an authorisation that is in force on the day of issue.

    It is labelled where the law holds a demonstration act. Raises NotCertifiableError where the register does not know
    the number on that day, it is not in force, or the law knows no such instrument.
    """
    held = _authorisation(tables, number, issuing.on)
    holder = _true(tables, PARTIES.name, pl.col("party") == held["party"], issuing.on)
    version = _instrument(pack, str(held["instrument"]), issuing.on)
    place = pack.rulebook.jurisdiction
    sites = _true(tables, SITES.name, pl.col("authorisation") == number, issuing.on)
    first = tables[AUTHORISATIONS.name].filter(pl.col("authorisation") == number)["since"].min()
    assert isinstance(first, date)
    shown = demonstrations(pack)
    return Certificate(
        number=number,
        jurisdiction=place.code,
        country=place.name,
        languages=tuple(language for language in place.languages if language in LANGUAGES),
        time_zone=place.time_zone,
        instrument=str(held["instrument"]),
        title=version.title,
        kind=version.kind.value,
        cls=str(held["class"]),
        class_title=place.classes.get(str(held["class"]), {}),
        holder=str(holder[0]["name"]) if holder else str(held["party"]),
        party=str(held["party"]),
        owners=issuing.owners,
        licensed_w=held["licensed_w"],
        sites=tuple(CertifiedSite(row["site"], row["address"], place.zones.get(row["zone"], {})) for row in sites),
        conditions=issuing.conditions,
        issued_on=issuing.on,
        since=first,
        until=issuing.until,
        issued_by=version.issued_by,
        rests_on=({"en": str(version.citation)},),
        demonstration=shown[0].title if shown else {},
        status=issuing.status,
        log=issuing.log,
    )


def _authorisation(tables: Tables, number: str, on: date) -> dict[str, Any]:
    rows = _true(tables, AUTHORISATIONS.name, pl.col("authorisation") == number, on)
    if not rows:
        message = f"the register knows no authorisation '{number}' on {on}; look at the number and the day again"
        raise NotCertifiableError(message)
    if rows[0]["status"] != _IN_FORCE:
        message = f"{number} is {rows[0]['status']} on {on}; a certificate is issued for what is in force"
        raise NotCertifiableError(message)
    return rows[0]


def _instrument(pack: RulePack, name: str, on: date) -> InstrumentVersion:
    instrument = pack.rulebook.instruments.get(name)
    version = instrument.on(on) if instrument else None
    if version is None:
        known = ", ".join(sorted(pack.rulebook.instruments))
        message = f"the law of '{pack.jurisdiction}' knows no instrument '{name}' on {on}; it knows {known}"
        raise NotCertifiableError(message)
    return version


def _true(tables: Tables, name: str, which: pl.Expr, on: date) -> list[dict[str, Any]]:
    """The rows that are true on a day, what was recorded last first."""
    if name not in tables:
        return []
    holds = (pl.col("since") <= on) & (pl.col("until").is_null() | (pl.col("until") > on))
    order = ["site"] if name == SITES.name else ["recorded_us"]
    return tables[name].filter(which, holds).sort(order, descending=name != SITES.name).to_dicts()
