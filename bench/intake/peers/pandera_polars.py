"""pandera on Polars, lazily, all faults at once."""

from pathlib import Path

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

from bench.intake.generate import COLUMNS
from rugsat.kernel.identifiers.country import countries
from rugsat.kernel.identifiers.currency import currencies

_NUMBERS = {"qty": pl.Float64, "price": pl.Float64, "amount": pl.Float64}
_MOMENT = r"^2026-01-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z$|^2025-12-31T(19|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$"


def run(path: Path) -> tuple[int, str]:
    licensed = pl.read_csv(path.with_suffix(".licensed.csv"))["lei"].to_list()
    schema = pa.DataFrameSchema(
        {
            "tx_id": pa.Column(str, unique=True),
            "casp_lei": pa.Column(str, pa.Check.isin(licensed)),
            "client_lei": pa.Column(str, pa.Check.str_matches(r"^[0-9A-Z]{18}[0-9]{2}$")),
            "side": pa.Column(str, pa.Check.isin(["BUYI", "SELL"])),
            "dti": pa.Column(str, pa.Check.str_matches(r"^[1-9B-DF-HJ-NP-TV-XZ][0-9B-DF-HJ-NP-TV-XZ]{8}$")),
            "qty": pa.Column(float, pa.Check.gt(0)),
            "price": pa.Column(float, pa.Check.ge(0)),
            "ccy": pa.Column(str, pa.Check.isin(list(currencies()))),
            "amount": pa.Column(float),
            "country": pa.Column(str, pa.Check.isin(list(countries()))),
            "ts": pa.Column(str, pa.Check.str_matches(_MOMENT)),
        },
        checks=pa.Check(_amount_is_product),
    )
    frame = pl.read_csv(path, schema={name: _NUMBERS.get(name, pl.String) for name in COLUMNS})
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return errors.failure_cases.height, "no check digits of LEI and DTI, only their form; amounts by doubles"
    return 0, "found nothing"


def _amount_is_product(data: pa.PolarsData) -> pl.LazyFrame:
    product = pl.col("qty") * pl.col("price")
    return data.lazyframe.select((product - pl.col("amount")).abs() <= 0.02 + 1e-9)
