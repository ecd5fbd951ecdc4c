"""What is owed by those who hold authorisations, in the form of the contract."""

from datetime import datetime

import polars as pl

from rugsat.domain.returns.owed import Held, owed
from rugsat.evidence.schemas.returns import OBLIGATIONS
from rugsat.kernel.period import Period
from rugsat.law.adopted import definitions_in
from rugsat.law.pack import RulePack
from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.snapshot.tables import micros

_OWES = ("in_force", "suspended")


def obligations_table(law: RulePack, *, known: datetime, within: Period) -> pl.DataFrame:
    """The returns that are owed for periods that end within some days, as the register is known at a moment."""
    roles = {(name, version.role) for name, each in law.rulebook.instruments.items() for version in each.versions}
    by_instrument = dict(sorted(roles))
    rows = as_of(AuthorisationFacts, known=known).filter(status__in=_OWES).select_related("authorisation")
    held, recorded = [], dict[str, datetime]()
    for row in rows.iterator(5_000):
        role = by_instrument.get(row.authorisation.instrument)
        if role is not None:
            held.append(Held(row.authorisation_id, row.party_id, role, Period(row.since, row.until)))
            before = recorded.get(row.authorisation_id)
            recorded[row.authorisation_id] = row.recorded_at if before is None else min(before, row.recorded_at)
    found = owed(held, definitions_in(law), law.rulebook.calendar, within=within)
    table = [
        {
            "party": each.party,
            "return": each.return_name,
            "period": each.period,
            "part": "",
            "due": each.due,
            "authorisation": each.authorisation,
            "act": each.rests_on,
            "recorded_us": micros(recorded[each.authorisation]),
        }
        for each in found
    ]
    return OBLIGATIONS.table(table).sort(list(OBLIGATIONS.key))
