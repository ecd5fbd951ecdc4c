"""The names behind identifiers, as the register held them on a day."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from rugsat.evidence.lake.lake import Lake
from rugsat.operations.report.sentences import subject_identifiers

_REGISTER = ("parties", "authorisations", "sites", "connections", "devices", "approved_assets")


class Names:
    """Looks up names in the tables of the register that are given; without them it knows none."""

    def __init__(self, evidence: Mapping[str, pl.DataFrame] | None) -> None:
        given = evidence or {}
        self._tables = {name: given[f"register.{name}"] for name in _REGISTER if f"register.{name}" in given}

    def of(self, subject: str, on: date) -> list[str]:
        """The names of whom or what a finding concerns, as they were on a day."""
        named = [self._name(kind, identifier, on) for kind, identifier in subject_identifiers(subject)]
        return [name for name in dict.fromkeys(named) if name]

    def _name(self, kind: str, identifier: str, on: date) -> str:
        if kind == "connection":
            return self._name("site", self._one("connections", "connection", identifier, "site", on), on)
        if kind == "site":
            return self._name("authorisation", self._one("sites", "site", identifier, "authorisation", on), on)
        if kind == "authorisation":
            return self._name("party", self._one("authorisations", "authorisation", identifier, "party", on), on)
        if kind in {"party", "exchange"}:
            by_party = self._one("parties", "party", identifier, "name", on)
            return by_party or self._one("parties", "lei", identifier, "name", on)
        return self._one("approved_assets", "dti", identifier, "name", on) if kind == "asset" else ""

    def _one(self, table: str, column: str, identifier: str, wanted: str, on: date) -> str:
        """The value on that day, empty where there is none or more than one."""
        if table not in self._tables or not identifier:
            return ""
        until = pl.col("until")
        held = self._tables[table].filter(
            (pl.col(column) == identifier) & (pl.col("since") <= on) & (until.is_null() | (until > on))
        )
        values = held[wanted].unique().to_list()
        return str(values[0]) if len(values) == 1 else ""


def register_of(lake: Lake, commit: int) -> dict[str, pl.DataFrame]:
    """The tables of the register that hold names and places, as a commit of the lake has them."""
    state = lake.state(commit)
    held = {f"register.{name}": lake.paths(state.of(f"register.{name}")) for name in _REGISTER}
    return {name: pl.concat([pl.read_parquet(path) for path in paths]) for name, paths in held.items() if paths}
