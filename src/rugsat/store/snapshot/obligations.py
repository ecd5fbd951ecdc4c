"""What is owed by those who hold authorisations, and the same in the form of the contract."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from rugsat.domain.returns.owed import Held, Owed, owed
from rugsat.evidence.schemas.returns import OBLIGATIONS
from rugsat.kernel.period import Period
from rugsat.law.adopted import definitions_in
from rugsat.law.pack import RulePack
from rugsat.store.licensing.that_owe import that_owe
from rugsat.store.snapshot.tables import micros


@dataclass(frozen=True, slots=True)
class Obligation:
    """A return that is owed, and since when the register has known of the authorisation for which it is."""

    owed: Owed
    recorded_at: datetime


def obligations(law: RulePack, *, within: Period, known: datetime | None = None, party: str = "") -> list[Obligation]:
    """The returns that are owed for periods that end within some days, of one party or of all.

    The register is asked as it was known at a moment, or as it is known now.
    """
    roles = {(name, version.role) for name, each in law.rulebook.instruments.items() for version in each.versions}
    by_instrument = dict(sorted(roles))
    rows = that_owe(known=known).select_related("authorisation")
    held, recorded = [], dict[str, datetime]()
    for row in (rows.filter(party_id=party) if party else rows).iterator(5_000):
        role = by_instrument.get(row.authorisation.instrument)
        if role is not None:
            held.append(Held(row.authorisation_id, row.party_id, role, Period(row.since, row.until)))
            before = recorded.get(row.authorisation_id)
            recorded[row.authorisation_id] = row.recorded_at if before is None else min(before, row.recorded_at)
    found = owed(held, definitions_in(law), law.rulebook.calendar, within=within)
    return [Obligation(each, recorded[each.authorisation]) for each in found]


def obligations_table(law: RulePack, *, known: datetime, within: Period) -> pl.DataFrame:
    """The same as a table of the contract."""
    table = [
        {
            "party": each.owed.party,
            "return": each.owed.return_name,
            "period": each.owed.period,
            "part": "",
            "due": each.owed.due,
            "authorisation": each.owed.authorisation,
            "act": each.owed.rests_on,
            "recorded_us": micros(each.recorded_at),
        }
        for each in obligations(law, known=known, within=within)
    ]
    return OBLIGATIONS.table(table).sort(list(OBLIGATIONS.key))
