"""Subtle offences by size: how many of each size were found, as rows and as a drawing, and why the rest was not."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from bench.plot import Axis, plot
from rugsat.simulation.score import score

Pairs = list[tuple[pl.DataFrame, pl.DataFrame]]

_IN_WIDTHS = ("standard deviations", "widths")
"""Units that say how far an offence reaches beyond what can be known; shares of something cannot be drawn with them."""
WHY = {
    "coins_withheld": "One false alarm in 1,000 honest months lies 3.1 standard deviations away, so a smaller share "
    "of one month is found only where luck is on the state's side.",
    "coins_of_second_pool_left_out": "As coins withheld: it is the same share of a month's coins.",
    "coins_withheld_a_little_every_month": "Half a standard deviation a month needs many months to add up to the 3.1 "
    "that one false alarm in 1,000 asks for; only one month was simulated.",
    "energy_declared_below_meter": "Up to one width lies within the tolerance that the law allows, where a return is "
    "right by law.",
    "energy_declared_above_meter": "Up to one width lies within the tolerance that the law allows, where a return is "
    "right by law.",
    "energy_of_a_site_left_out": "The size is a share of one site; where the miner has several, it can be less of all "
    "its energy than the tolerance that the law allows (seed 103, Simulated Bagt 137: 4.6 % of a site, 0.9 % of all).",
    "pool_pays_for_undeclared_work": "Up to three standard deviations lie within the tolerance on hash rates "
    "that the law allows.",
}
"""Why such offences escape, by kind, for those that ever did."""


def by_size(pairs: Pairs) -> list[dict[str, Any]]:
    """Of each offence that was ever missed: how many were found, in four steps of size of its subtle cases."""
    card = score(pairs)
    missed = {
        (each.check, row["offence"], row["subject"], row["size"], row["country"])
        for each in card.checks
        for row in each.missed
    }
    ever = {each[:2] for each in missed}
    rows = []
    for (check, offence), of_kind in _subtle(pairs).group_by(["check", "offence"], maintain_order=True):
        for part in _quarters(of_kind) if (check, offence) in ever else ():
            keys = [(check, offence, row["subject"], row["size"], row["country"]) for row in part.to_dicts()]
            found = sum(key not in missed for key in keys)
            rows.append({"check": check, "offence": offence, "unit": part["unit"][0], "from": part["at"][0],
                         "to": part["at"][-1], "found": found, "of": part.height})  # fmt: skip
    return rows


def drawing(rows: list[dict[str, Any]]) -> str:
    """The share found over size, a line for each kind of offence whose size is in what can be known."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        if row["unit"].startswith(_IN_WIDTHS):
            middle = (row["from"] + row["to"]) / 2
            lines.setdefault(row["offence"].replace("_", " "), []).append((middle, row["found"] / row["of"]))
    x = Axis("size, in standard deviations or widths of the tolerance", 0, 3.2, {n: str(n) for n in range(4)})
    y = Axis("share found", 0, 1, {n / 4: f"{n * 25} %" for n in range(5)})
    said = "; ".join(
        f"{name}: " + ", ".join(f"{share:.0%} at {at:.1f}" for at, share in line) for name, line in lines.items()
    )
    return plot("Subtle offences found, by size", said, x, y, lines, points=True)


def reasons(rows: list[dict[str, Any]]) -> Iterator[str]:
    """A line for each kind of which one escaped: why."""
    for offence in dict.fromkeys(row["offence"] for row in rows if row["found"] < row["of"]):
        yield f"- {offence}: {WHY.get(offence, 'not yet explained.')}"


def _subtle(pairs: Pairs) -> pl.DataFrame:
    told = pl.concat([answers.with_columns(country=pl.lit(number)) for number, (answers, _) in enumerate(pairs)])
    chosen = told.filter((pl.col("kind") == "offence") & (pl.col("check") != "") & (pl.col("difficulty") == "subtle"))
    return chosen.with_columns(at=pl.col("size").cast(pl.Float64)).sort("at")


def _quarters(rows: pl.DataFrame) -> list[pl.DataFrame]:
    step = -(-rows.height // 4)
    return [rows[at : at + step] for at in range(0, rows.height, step)]
