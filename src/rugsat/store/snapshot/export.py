"""All tables of a snapshot together: the register and what is owed."""

from collections.abc import Mapping
from datetime import date, datetime

import polars as pl

from rugsat.evidence.schemas.contract import Contract
from rugsat.evidence.schemas.register import WARNINGS
from rugsat.evidence.schemas.returns import OBLIGATIONS
from rugsat.kernel.period import Period
from rugsat.law.pack import RulePack
from rugsat.store.snapshot.obligations import obligations_table
from rugsat.store.snapshot.tables import register_tables, warnings_table


def snapshot_tables(
    law: RulePack, *, known: datetime, within: Period, on: date | None = None
) -> Mapping[Contract, pl.DataFrame]:
    """What supervision reads: the register as known at a moment, and the obligations of the periods that end within."""
    owed = obligations_table(law, known=known, within=within)
    return {**register_tables(law, known=known, on=on), OBLIGATIONS: owed}


def published_tables(
    law: RulePack, *, known: datetime, within: Period, on: date | None = None
) -> Mapping[Contract, pl.DataFrame]:
    """What a register that is handed out holds: the same, and the warnings about firms without authorisation."""
    warnings = warnings_table(known=known, on=on)
    return {**snapshot_tables(law, known=known, within=within, on=on), WARNINGS: warnings}
