"""All tables of a snapshot together: the register and what is owed."""

from collections.abc import Mapping
from datetime import date, datetime

import polars as pl

from rugsat.evidence.schemas.contract import Contract
from rugsat.evidence.schemas.returns import OBLIGATIONS
from rugsat.kernel.period import Period
from rugsat.law.pack import RulePack
from rugsat.store.snapshot.obligations import obligations_table
from rugsat.store.snapshot.tables import register_tables


def snapshot_tables(
    law: RulePack, *, known: datetime, within: Period, on: date | None = None
) -> Mapping[Contract, pl.DataFrame]:
    """The register as known at a moment, of all days or of one, and the obligations of the periods that end within."""
    owed = obligations_table(law, known=known, within=within)
    return {**register_tables(law, known=known, on=on), OBLIGATIONS: owed}
