"""A trade return of any length with known faults: 1 row in 10,000 breaks one of twelve rules, and we know which."""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rugsat.kernel.identifiers.dti import ALPHABET, check_character

COLUMNS = (
    "tx_id", "casp_lei", "client_lei", "side", "dti", "qty", "price", "ccy", "amount", "country", "ts",
)  # fmt: skip
PERIOD = "2026-01"
ONE_FAULT_IN = 10_000
LICENSED, CLIENTS, ASSETS = 120, 60_000, 60
_CHUNK = 500_000
_FIRST_US = 1_767_207_600_000_000  # 2026-01-01T00:00+05:00, the first moment of the month in Turkmenistan
_SECONDS = 31 * 86_400
_LEI_LETTERS = np.array(list("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))

FAULTS = (
    "casp_lei.lei", "client_lei.lei", "casp_lei.registered", "dti.dti", "side.one_of", "ccy.currency",
    "country.country", "qty.range", "price.range", "qty+price.product", "ts.moment", "tx_id.unique",
)  # fmt: skip
"""The rule that each faulty row breaks, in turn."""
IMPLIED = {
    "casp_lei.lei": ("casp_lei.registered",),
    "qty.range": ("qty+price.product",),
    "price.range": ("qty+price.product",),
}
"""What else such a row breaks: a wrong LEI is in no register, and a changed sign changes the product."""


@dataclass(frozen=True, slots=True)
class World:
    """Identifiers that the rows are made of."""

    licensed: NDArray[np.str_]
    unlicensed: NDArray[np.str_]
    clients: NDArray[np.str_]
    assets: NDArray[np.str_]


def lei(stem: str) -> str:
    """Close an 18-character stem with its check digits."""
    number = int("".join(str(int(letter, 36)) for letter in stem + "00"))
    return f"{stem}{98 - number % 97:02d}"


def world(seed: int = 7) -> World:
    """Draw the identifiers, all with right check digits."""
    random = np.random.default_rng(seed)
    stems = ["".join(row) for row in random.choice(_LEI_LETTERS, (LICENSED + 5 + CLIENTS, 18))]
    leis = np.array([lei(stem) for stem in dict.fromkeys(stems)])
    dtis = ["".join(row) for row in random.choice(list(ALPHABET[1:]), (ASSETS, 8))]
    assets = np.array([stem + check_character(stem) for stem in dict.fromkeys(dtis)])
    return World(leis[:LICENSED], leis[LICENSED : LICENSED + 5], leis[LICENSED + 5 :], assets)


def generate(path: Path, rows: int, seed: int = 11) -> list[tuple[int, str]]:
    """Write the return and its planted faults, and give the faults as (row, rule)."""
    known, random = world(), np.random.default_rng(seed)
    planted: list[tuple[int, str]] = []
    with path.open("wb") as file:
        file.write((",".join(COLUMNS) + "\n").encode())
        for first in range(1, rows + 1, _CHUNK):
            frame = _rows(first, min(_CHUNK, rows + 1 - first), known, random)
            frame, found = _spoil(frame, first, known, random)
            planted += found
            frame.write_csv(file, include_header=False)
    path.with_suffix(".planted.json").write_text(json.dumps({"rows": rows, "faults": planted}))
    register = pl.DataFrame({"lei": known.licensed})
    register.write_csv(path.with_suffix(".licensed.csv"))
    return planted


def _rows(first: int, count: int, known: World, random: np.random.Generator) -> pl.DataFrame:
    quantity = random.integers(1, 50_000_000, count)  # in 10^-6
    price = random.integers(1, 9_999_999, count)  # in 10^-2
    amount = (quantity * price + 500_000) // 1_000_000  # in 10^-2
    moments = _FIRST_US + random.integers(0, _SECONDS, count) * 1_000_000
    frame = pl.DataFrame({
        "tx_id": np.arange(first, first + count),
        "casp_lei": random.choice(known.licensed, count),
        "client_lei": random.choice(known.clients, count),
        "side": random.choice(np.array(["BUYI", "SELL"]), count),
        "dti": random.choice(known.assets, count),
        "qty": quantity,
        "price": price,
        "ccy": random.choice(np.array(["TMT", "USD", "EUR"]), count),
        "amount": amount,
        "country": random.choice(np.array(["TM", "KZ", "UZ", "TR", "RU", "AE"]), count),
        "ts": pl.Series(moments).cast(pl.Datetime("us")),
    })  # fmt: skip
    return frame.with_columns(
        pl.format("TX{}", pl.col("tx_id").cast(pl.String).str.zfill(10)).alias("tx_id"),
        _point("qty", 6), _point("price", 2), _point("amount", 2),
        pl.col("ts").dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )  # fmt: skip


def _point(name: str, places: int) -> pl.Expr:
    """Write whole units with a decimal point, exactly."""
    digits = pl.col(name).cast(pl.String).str.zfill(places + 1)
    return (digits.str.head(-places) + "." + digits.str.tail(places)).alias(name)


def _spoil(
    frame: pl.DataFrame, first: int, known: World, random: np.random.Generator
) -> tuple[pl.DataFrame, list[tuple[int, str]]]:
    """Break one rule in one row of each stretch of 10,000; the rules take turns."""
    stretches = range(0, frame.height, ONE_FAULT_IN)
    planted, columns = [], {name: frame[name] for name in COLUMNS}
    places: dict[str, tuple[list[int], list[str]]] = {}
    for start in stretches:
        at = start + int(random.integers(1, min(ONE_FAULT_IN, frame.height - start)))
        rule = FAULTS[((first - 1 + start) // ONE_FAULT_IN) % len(FAULTS)]
        column, value = _bad_value(
            rule, {name: series[at] for name, series in columns.items()}, frame["tx_id"][at - 1], known
        )
        rows, values = places.setdefault(column, ([], []))
        rows.append(at)
        values.append(value)
        planted += [(first + at, broken) for broken in (rule, *IMPLIED.get(rule, ()))]
    for column, (rows, values) in places.items():
        columns[column] = columns[column].clone().scatter(rows, values)
    return pl.DataFrame(columns), planted


def _bad_value(rule: str, row: dict[str, str], previous: str, known: World) -> tuple[str, str]:
    """The column to spoil and the value that breaks the rule there, and no other rule."""
    broken = {
        "casp_lei.lei": row["casp_lei"][:18] + f"{(int(row['casp_lei'][18:]) + 1) % 100:02d}",
        "client_lei.lei": row["client_lei"][:-1] + "X",
        "casp_lei.registered": str(known.unlicensed[len(previous) % 5]),
        "dti.dti": row["dti"][:-1] + ("0" if row["dti"][-1] != "0" else "1"),
        "side.one_of": "HOLD",
        "ccy.currency": "ZZZ",
        "country.country": "QQ",
        "qty.range": "-" + row["qty"],
        "price.range": "-" + row["price"],
        "qty+price.product": str(int(row["amount"].split(".")[0]) + 1) + ".5",
        "ts.moment": row["ts"].replace("T", " ")[:-1] + "?",
        "tx_id.unique": previous,
    }  # fmt: skip
    column = {"qty+price.product": "amount"}.get(rule, rule.split(".", maxsplit=1)[0])
    return column, broken[rule]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, default=10_000_000)
    chosen = parser.parse_args()
    planted = generate(chosen.path, chosen.rows)
    print(f"{chosen.path}: {chosen.rows:,} rows, {chosen.path.stat().st_size:,} bytes, {len(planted):,} faults")


if __name__ == "__main__":
    main()
