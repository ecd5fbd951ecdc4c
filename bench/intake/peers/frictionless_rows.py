"""frictionless with a Table Schema."""

import os
from pathlib import Path

import polars as pl
from frictionless import Resource, Schema

from bench.intake.generate import COLUMNS
from rugsat.kernel.identifiers.country import countries
from rugsat.kernel.identifiers.currency import currencies

_LEI = {"pattern": "[0-9A-Z]{18}[0-9]{2}"}


def run(path: Path) -> tuple[int, str]:
    licensed = pl.read_csv(path.with_suffix(".licensed.csv"))["lei"].to_list()
    constraints = {
        "tx_id": {"unique": True},
        "casp_lei": {**_LEI, "enum": licensed},
        "client_lei": _LEI,
        "side": {"enum": ["BUYI", "SELL"]},
        "dti": {"pattern": "[0-9B-DF-HJ-NP-TV-XZ]{9}"},
        "ccy": {"enum": sorted(currencies())},
        "country": {"enum": sorted(countries())},
        "price": {"minimum": 0},
        "qty": {"minimum": 0},
    }
    types = {"qty": "number", "price": "number", "amount": "number", "ts": "datetime"}
    fields = [
        {"name": name, "type": types.get(name, "string"), "constraints": constraints.get(name, {})} for name in COLUMNS
    ]
    os.chdir(path.parent)
    resource = Resource(path=path.name, schema=Schema.from_descriptor({"fields": fields}))
    report = resource.validate(limit_errors=1_000_000)
    return report.stats["errors"], "no check digits, no rule over columns"
