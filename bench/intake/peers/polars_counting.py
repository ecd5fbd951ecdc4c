"""Polars counting the faults of each of the twelve rules, without naming a row: eager read of strings, one select."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from bench.intake.generate import COLUMNS
from rugsat.domain.returns.rules.lei import are_lei
from rugsat.kernel.identifiers.country import countries
from rugsat.kernel.identifiers.currency import currencies
from rugsat.kernel.identifiers.dti import is_dti

_SINCE, _UNTIL = datetime(2025, 12, 31, 19, tzinfo=UTC), datetime(2026, 1, 31, 19, tzinfo=UTC)


def run(path: Path) -> tuple[int, str]:
    frame = pl.read_csv(path, infer_schema=False)
    licensed = pl.read_csv(path.with_suffix(".licensed.csv"))["lei"]
    good = {name: _good_leis(frame[name]) for name in ("casp_lei", "client_lei")}
    assets = [value for value in frame["dti"].unique() if value and is_dti(value)]
    quantity, price, amount = (pl.col(name).cast(pl.Float64, strict=False) for name in ("qty", "price", "amount"))
    moment = pl.col("ts").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_zone="UTC", strict=False)
    counts = frame.select(
        (~pl.col("casp_lei").is_in(good["casp_lei"].implode())).sum().alias("casp_lei.lei"),
        (~pl.col("client_lei").is_in(good["client_lei"].implode())).sum().alias("client_lei.lei"),
        (~pl.col("casp_lei").is_in(licensed.implode())).sum().alias("casp_lei.registered"),
        (~pl.col("dti").is_in(assets)).sum().alias("dti.dti"),
        (~pl.col("side").is_in(["BUYI", "SELL"])).sum().alias("side.one_of"),
        (~pl.col("ccy").is_in(list(currencies()))).sum().alias("ccy.currency"),
        (~pl.col("country").is_in(list(countries()))).sum().alias("country.country"),
        (quantity.is_null() | (quantity <= 0)).sum().alias("qty.range"),
        (price.is_null() | (price < 0)).sum().alias("price.range"),
        ((quantity * price - amount).abs() > 0.02 + 1e-9).sum().alias("qty+price.product"),
        (moment.is_null() | (moment < _SINCE) | (moment >= _UNTIL)).sum().alias("ts.moment"),
        (pl.len() - pl.col("tx_id").n_unique()).alias("tx_id.unique"),
    )
    assert frame.columns == list(COLUMNS)
    return sum(counts.row(0)), "12 rules, counts only: names no row; amounts by doubles"


def _good_leis(values: pl.Series) -> pl.Series:
    distinct = values.unique().drop_nulls()
    return distinct.filter(are_lei(distinct))
