"""The tables of the register in the form of their contracts, as known at a moment."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import polars as pl

from rugsat.evidence.schemas import register as contracts
from rugsat.evidence.schemas.contract import Contract
from rugsat.law.pack import RulePack
from rugsat.store.bitemporal import Dated, as_of
from rugsat.store.licensing import models
from rugsat.store.parties.models import FirmWarning, PartyFacts

_PUBLIC_KINDS = {"body": "authority"}
"""The contract knows no other bodies than authorities."""
_AT_ONCE = 5_000


def register_tables(law: RulePack, *, known: datetime, on: date | None = None) -> Mapping[Contract, pl.DataFrame]:
    """Every table with all its days, or with those rows alone that are true on a day; natural persons stay out."""
    rows = {
        contracts.PARTIES: _parties(known, on),
        contracts.AUTHORISATIONS: _authorisations(known, on),
        contracts.SITES: _plain(
            models.Site, ("site", "authorisation_id", "address", "zone", "latitude", "longitude"), known, on
        ),
        contracts.CONNECTIONS: _plain(models.Connection, ("connection", "site", "provider"), known, on),
        contracts.DEVICES: _plain(models.Device, ("serial", "site", "model", "nominal_w", "nominal_th_s"), known, on),
        contracts.WALLETS: _plain(models.Wallet, ("wallet", "party_id", "purpose"), known, on),
        contracts.BANK_RELATIONS: _plain(models.BankRelation, ("party_id", "bank", "account"), known, on),
        contracts.APPROVED_ASSETS: _plain(models.ApprovedAsset, ("dti", "name"), known, on),
        contracts.APPROVED_PROVIDERS: _approved_providers(law, known, on),
    }
    return {contract: _table(contract, list(some)) for contract, some in rows.items()}


def warnings_table(*, known: datetime, on: date | None = None) -> pl.DataFrame:
    """The warnings about firms without authorisation, with all their days or of one, as the public has them."""
    return _table(contracts.WARNINGS, list(_warnings(known, on)))


def instruments_of(law: RulePack, role: str) -> list[str]:
    """The instruments of a role, of all days."""
    held = law.rulebook.instruments.items()
    return [name for name, instrument in held if any(version.role == role for version in instrument.versions)]


def micros(moment: datetime) -> int:
    """Microseconds since 1970-01-01T00:00:00Z."""
    whole = int(moment.replace(microsecond=0).timestamp())
    return whole * 1_000_000 + moment.microsecond


def _parties(known: datetime, on: date | None) -> Iterator[dict[str, Any]]:
    rows = as_of(PartyFacts, on=on, known=known).exclude(kind="natural_person")
    for row in rows.iterator(_AT_ONCE):
        kind = _PUBLIC_KINDS.get(row.kind, row.kind)
        yield {
            "party": row.party_id,
            "kind": kind,
            "name": row.name,
            "lei": row.lei,
            "country": row.country,
            **_times(row),
        }


def _authorisations(known: datetime, on: date | None) -> Iterator[dict[str, Any]]:
    rows = as_of(models.AuthorisationFacts, on=on, known=known).select_related("authorisation")
    for row in rows.iterator(_AT_ONCE):
        yield {
            "authorisation": row.authorisation_id,
            "party": row.party_id,
            "instrument": row.authorisation.instrument,
            "class": row.cls,
            "status": row.status,
            "licensed_w": row.licensed_w,
            **_times(row),
        }


def _warnings(known: datetime, on: date | None) -> Iterator[dict[str, Any]]:
    told = ("country", "lei", "ground", "instrument", "rests_on", "authority", "source")
    for row in as_of(FirmWarning, on=on, known=known).iterator(_AT_ONCE):
        lists = {name: json.dumps(getattr(row, name), ensure_ascii=False) for name in ("names", "websites")}
        said = {name: getattr(row, name) or None for name in told}
        yield {"warning": row.warning, "name": row.name, "basis": row.basis, **lists, **said, **_times(row)}


def _approved_providers(law: RulePack, known: datetime, on: date | None) -> Iterable[dict[str, Any]]:
    """Whoever holds an authorisation in force for the role of an energy provider."""
    rows = as_of(models.AuthorisationFacts, on=on, known=known).filter(
        status="in_force", authorisation__instrument__in=instruments_of(law, "energy_provider")
    )
    # Two authorisations from the same day are one approval; the one that lasts longer says how long.
    found: dict[tuple[str, date], dict[str, Any]] = {}
    for row in rows.order_by("party_id", "since", "pk").iterator(_AT_ONCE):
        key = (row.party_id, row.since)
        before = found.get(key)
        if before is None or (before["until"] and (row.until is None or row.until > before["until"])):
            found[key] = {"provider": row.party_id, **_times(row)}
    return found.values()


def _plain(model: type[Dated], columns: tuple[str, ...], known: datetime, on: date | None) -> Iterator[dict[str, Any]]:
    for row in as_of(model, on=on, known=known).iterator(_AT_ONCE):
        yield {name.removesuffix("_id"): getattr(row, name) for name in columns} | _times(row)


def _times(row: Dated) -> dict[str, Any]:
    return {"since": row.since, "until": row.until, "recorded_us": micros(row.recorded_at), "act": row.act}


def _table(contract: Contract, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The table in the order of its key, so that the same register is the same bytes."""
    table = contract.table(rows)
    return table.sort(list(contract.key))
