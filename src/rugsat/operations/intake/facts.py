"""What a lake knows that a return is judged against: the register, the rates, the due date."""

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import polars as pl

from rugsat.domain.returns.filing import Filing
from rugsat.domain.returns.setting import Setting
from rugsat.evidence.lake.history import State
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.schemas.register import REGISTER
from rugsat.evidence.schemas.returns import OBLIGATIONS
from rugsat.evidence.schemas.series import REFERENCE_SERIES
from rugsat.law.pack import RulePack
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.operations.intake.authority_keys import AuthorityKeys
from rugsat.operations.intake.kept_tables import table_of
from rugsat.operations.intake.person_token import person_tokens

_AROUND = timedelta(days=2)
_MOST = 256
"""Periods whose rates are kept: those of a few months of filing, day by day."""
_RATES = {"currency": pl.String, "legal_day": pl.Date, "rate": pl.Decimal(38, 18)}


def setting_of(
    lake: Lake,
    state: State,
    pack: RulePack,
    definition: ReturnDefinition,
    filing: Filing,
    keys: AuthorityKeys | None,
) -> Setting:
    """Everything that the judgement of a row depends on besides the row, as the lake knows it."""
    currency = pack.rulebook.jurisdiction.reporting_currency
    return Setting(
        definition=definition,
        period=filing.period,
        sender=filing.sender,
        registers=_registers(lake, state),
        rates=_rates(lake, state, filing, currency),
        reporting_currency=currency,
        person_tokens=(lambda sealed: person_tokens(sealed, keys=keys)) if keys else None,
    )


def due_of(lake: Lake, state: State, filing: Filing) -> date | None:
    """The legal due date by the register's obligations; None where it is not known."""
    files = lake.paths(state.of(OBLIGATIONS.name))
    if not files:
        return None
    owed = (
        table_of(files)
        .lazy()
        .filter(
            (pl.col("party") == filing.sender)
            & (pl.col("return") == filing.return_name)
            & (pl.col("period") == filing.period.code)
            & pl.col("part").is_in([filing.part, ""])
        )
    )
    due = owed.select(pl.col("due").min()).collect()["due"][0]
    return due if isinstance(due, date) else None


def _registers(lake: Lake, state: State) -> dict[str, pl.DataFrame]:
    files = {contract.name: tuple(lake.paths(state.of(contract.name))) for contract in REGISTER}
    return {name.removeprefix("register."): table_of(paths) for name, paths in files.items() if paths}


def _rates(lake: Lake, state: State, filing: Filing, currency: str) -> pl.DataFrame | None:
    """Rates to the reporting currency on every day of the period, from the series fx.<from>.<to>."""
    files = lake.paths(state.of(REFERENCE_SERIES.name))
    first, last = filing.period.since - _AROUND, filing.period.until + _AROUND
    return _held(tuple(files), first, last, currency) if files else None


@lru_cache(maxsize=_MOST)
def _held(files: tuple[Path, ...], first: date, last: date, currency: str) -> pl.DataFrame:
    """The rates on each day; files of a lake never change, so many filings of one period are given the same."""
    name = pl.col("series")
    series = (
        pl.scan_parquet(list(files))
        .filter(name.str.starts_with("fx.") & name.str.ends_with(f".{currency}"))
        .select(name.str.split(".").list.get(1).alias("currency"), "began", pl.col("value").alias("rate"))
        .sort("currency", "began")
        .collect()
    )
    days = pl.DataFrame({"legal_day": pl.date_range(first, last, eager=True)})
    by_day = days.join(series.select("currency").unique(), how="cross").sort("legal_day")
    held = by_day.join_asof(
        series.sort("began"), left_on="legal_day", right_on="began", by="currency", check_sortedness=False
    )
    return held.drop_nulls("rate").select(list(_RATES)).cast(_RATES)  # type: ignore[arg-type]
