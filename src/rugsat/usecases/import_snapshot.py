"""Taking over a register snapshot in the form of its contract, as another office or a simulation has written it."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from rugsat.domain.licensing.requirements.devices_declared import one_writing
from rugsat.evidence.schemas import register as contracts
from rugsat.kernel.digest import digest_of, digest_of_file
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.names.fold import words_of
from rugsat.operations.load_register import read_register
from rugsat.store.bitemporal import Dated, enter
from rugsat.store.licensing import models
from rugsat.store.parties.models import FirmWarning, NameKey, Party, PartyFacts, WarningKey
from rugsat.store.snapshot.tables import instruments_of
from rugsat.store.tallies.keeping import fold_tallies
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.warning_form import keys_of
from rugsat.usecases.work import Work

_AT_ONCE = 500
_NAMED = 5
_PLAIN: Mapping[str, type[Dated]] = {
    contracts.SITES.name: models.Site,
    contracts.CONNECTIONS.name: models.Connection,
    contracts.DEVICES.name: models.Device,
    contracts.WALLETS.name: models.Wallet,
    contracts.BANK_RELATIONS.name: models.BankRelation,
    contracts.APPROVED_ASSETS.name: models.ApprovedAsset,
}
"""Tables whose columns are those of a model."""
_BELONGS = (
    (contracts.AUTHORISATIONS.name, "party", contracts.PARTIES.name, "party"),
    (contracts.WALLETS.name, "party", contracts.PARTIES.name, "party"),
    (contracts.BANK_RELATIONS.name, "party", contracts.PARTIES.name, "party"),
    (contracts.APPROVED_PROVIDERS.name, "provider", contracts.PARTIES.name, "party"),
    (contracts.SITES.name, "authorisation", contracts.AUTHORISATIONS.name, "authorisation"),
    (contracts.CONNECTIONS.name, "site", contracts.SITES.name, "site"),
    (contracts.DEVICES.name, "site", contracts.SITES.name, "site"),
)
"""Table and column, and the table and key that it must be found in."""
_OF_THE_OTHER = ("recorded_us", "act")
"""What the other office knew when; ours knows it from the day on which it took it over."""


class SnapshotRefusedError(RugsatError):
    """A snapshot that cannot be taken over; nothing of it was."""


@use_case
def import_snapshot(work: Work, *, folder: Path) -> Done:
    """Enter parties, authorisations, what belongs to them, and warnings, each for the days that the snapshot states.

    What is owed is derived here and not taken over. A party, authorisation or warning that the register holds already
    is refused with all the rest, for two registers that speak of one thing cannot be put together by a program.
    """
    tables = read_register(folder)
    _refuse_strangers(tables)
    _refuse_known(Party, "party", tables.get(contracts.PARTIES.name))
    _refuse_known(models.Authorisation, "authorisation", tables.get(contracts.AUTHORISATIONS.name))
    _refuse_known(FirmWarning, "warning", tables.get(contracts.WARNINGS.name))
    _refuse_instruments(work, tables.get(contracts.AUTHORISATIONS.name))
    digest = digest_of({path.name: digest_of_file(path) for path in folder.iterdir() if path.is_file()})
    known = {"recorded_at": work.at, "act": f"takeover/{digest[:12]}"}
    rows = {name: table.height for name, table in tables.items() if table.height and name != "obligations"}
    _enter_parties(tables[contracts.PARTIES.name], known)
    _enter_authorisations(tables, work, known)
    for name, model in _PLAIN.items():
        enter(model(**row, **known) for row in _rows(tables.get(name)))
    _enter_warnings(list(_rows(tables.get(contracts.WARNINGS.name))), known)
    fold_tallies()
    work.tell("register_taken_over", digest, {"digest": digest, "rows": rows})
    return Done(digest, 1, {"rows": rows})


def _enter_parties(table: pl.DataFrame, known: Mapping[str, Any]) -> None:
    names = dict(table.group_by("party").agg("name").iter_rows())
    opened: datetime = known["recorded_at"]
    enter(Party(party=party, opened_at=opened, version=1) for party in names)
    enter(PartyFacts(**row, **known) for row in _rows(table))
    words = ((party, word[:100]) for party, held in names.items() for name in set(held) for word in words_of(name))
    enter(NameKey(party_id=party, word=word) for party, word in dict.fromkeys(words))


def _enter_authorisations(tables: Mapping[str, pl.DataFrame], work: Work, known: Mapping[str, Any]) -> None:
    """The authorisations, and for an approved provider without one its approval, which the register knows by it."""
    held = list(_rows(tables.get(contracts.AUTHORISATIONS.name)))
    approving = instruments_of(work.law, "energy_provider")
    if approving:
        has = {row["party_id"] for row in held if row["instrument"] in approving}
        for row in _rows(tables.get(contracts.APPROVED_PROVIDERS.name)):
            if (party := row.pop("provider")) not in has:
                named = {"authorisation_id": f"approval-{party}", "party_id": party, "instrument": approving[0]}
                held.append({**row, **named, "class": "*", "status": "in_force", "licensed_w": None})
    first = {row["authorisation_id"]: row for row in held}
    enter(
        models.Authorisation(
            authorisation=number,
            party_id=row["party_id"],
            case=None,
            instrument=row["instrument"],
            granted_at=known["recorded_at"],
        )
        for number, row in first.items()
    )
    enter(_facts(row, known) for row in held)


def _facts(row: Mapping[str, Any], known: Mapping[str, Any]) -> models.AuthorisationFacts:
    said = {name: row[name] for name in ("authorisation_id", "party_id", "status", "licensed_w", "since", "until")}
    return models.AuthorisationFacts(**said, cls=row["class"], **known)


def _enter_warnings(rows: list[dict[str, Any]], known: Mapping[str, Any]) -> None:
    """The warnings, found by their words; what the snapshot leaves empty is empty text here."""
    for row in rows:
        for name in ("names", "websites"):
            row[name] = _texts(row, name)
    filled = ({name: "" if value is None and name != "until" else value for name, value in row.items()} for row in rows)
    held = [FirmWarning(**row, **known) for row in filled]
    enter(held)
    words = {
        (key.warning, key.word)
        for each in held
        for key in keys_of(each.warning, names=(each.name, *each.names), websites=tuple(each.websites), lei=each.lei)
    }
    enter(WarningKey(warning=number, word=word) for number, word in sorted(words))


def _texts(row: Mapping[str, Any], name: str) -> list[str]:
    try:
        held = json.loads(row[name])
    except ValueError:
        held = None
    if not isinstance(held, list) or not all(isinstance(each, str) for each in held):
        message = f'warnings: {name} of {row["warning"]} is no JSON array of texts; write it as [] or ["…"]'
        raise SnapshotRefusedError(message)
    return held


def _rows(table: pl.DataFrame | None) -> Iterator[dict[str, Any]]:
    """The rows as the models name their columns."""
    for row in () if table is None else table.drop(_OF_THE_OTHER).iter_rows(named=True):
        renamed = {f"{name}_id" if name in {"party", "authorisation"} else name: value for name, value in row.items()}
        if "serial" in renamed:
            renamed["writing"] = one_writing(renamed["serial"])
        yield renamed


def _refuse_strangers(tables: Mapping[str, pl.DataFrame]) -> None:
    """Refuse what belongs to a party, an authorisation or a site that the snapshot does not describe."""
    for name, column, to, key in _BELONGS:
        known, named = (
            set(tables[each][of].to_list()) if each in tables else set() for each, of in ((to, key), (name, column))
        )
        if strangers := named - known:
            message = f"{name}: there is no {key} '{min(strangers)}' in {to} of the snapshot; add it"
            raise SnapshotRefusedError(message)


def _refuse_known(model: Any, column: str, table: pl.DataFrame | None) -> None:
    wanted = [] if table is None else table[column].unique().sort().to_list()
    held = []
    for begin in range(0, len(wanted), _AT_ONCE):
        some = model.objects.filter(**{f"{column}__in": wanted[begin : begin + _AT_ONCE]})
        held += some.values_list(column, flat=True)
    if held:
        named = ", ".join(sorted(held)[:_NAMED])
        message = f"the register holds {named}{' and others' if len(held) > _NAMED else ''} already: take over into "
        raise SnapshotRefusedError(message + "an office that knows nothing of what the snapshot speaks of")


def _refuse_instruments(work: Work, table: pl.DataFrame | None) -> None:
    named = set() if table is None else set(table["instrument"].to_list())
    if unknown := named - set(work.law.rulebook.instruments):
        message = (
            f"authorisations: {work.law.jurisdiction} has no instrument '{min(unknown)}': it has "
            f"{', '.join(sorted(work.law.rulebook.instruments))}"
        )
        raise SnapshotRefusedError(message)
