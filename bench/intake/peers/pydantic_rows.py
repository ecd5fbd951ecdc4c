"""pydantic, one model instance for each row."""

import csv
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

import polars as pl
from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator

from rugsat.kernel.identifiers.country import is_country
from rugsat.kernel.identifiers.currency import is_currency
from rugsat.kernel.identifiers.dti import is_dti
from rugsat.kernel.identifiers.lei import is_lei


def _that(test: object) -> AfterValidator:
    def check(value: str) -> str:
        if not test(value):  # type: ignore[operator]
            raise ValueError(value)
        return value

    return AfterValidator(check)


class Trade(BaseModel):
    tx_id: str
    casp_lei: Annotated[str, _that(is_lei)]
    client_lei: Annotated[str, _that(is_lei)]
    side: Literal["BUYI", "SELL"]
    dti: Annotated[str, _that(is_dti)]
    qty: Annotated[Decimal, Field(gt=0)]
    price: Annotated[Decimal, Field(ge=0)]
    ccy: Annotated[str, _that(is_currency)]
    amount: Decimal
    country: Annotated[str, _that(is_country)]
    ts: datetime

    @model_validator(mode="after")
    def amount_is_product(self) -> "Trade":
        if abs(self.qty * self.price - self.amount) > Decimal("0.02"):
            message = "amount"
            raise ValueError(message)
        return self


def run(path: Path) -> tuple[int, str]:
    licensed = set(pl.read_csv(path.with_suffix(".licensed.csv"))["lei"])
    found, seen = 0, set()
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            try:
                Trade(**row)
            except ValidationError as error:
                found += error.error_count()
            found += (row["casp_lei"] not in licensed) + (row["tx_id"] in seen)
            seen.add(row["tx_id"])
    return found, "12 rules, row by row"
