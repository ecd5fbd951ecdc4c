"""Who may file what: the register must know the sender, in a role that the return is filed by."""

from datetime import date

import polars as pl

from rugsat.domain.returns.filing import Filing
from rugsat.evidence.lake.history import State
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.schemas.register import AUTHORISATIONS, PARTIES
from rugsat.kernel.period import ReportingPeriod
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.operations.intake.kept_tables import table_of

_ROLES_OF_KINDS = frozenset({"energy_provider", "bank", "authority"})
"""Roles that a party has by what it is; all others it has by an authorisation."""


def objection_to_sender(lake: Lake, state: State, filing: Filing, definition: ReturnDefinition) -> str | None:
    """Why the sender may not file the return; None where it may, or where the lake holds no register.

    An authorisation of any instrument, whatever its status, stands for the roles of firms: whose it is, is asked row by
    row, and a firm whose authorisation was suspended still reports.
    """
    parties = _rows(lake, state, PARTIES.name)
    if parties is None:
        return None
    kinds = _in(parties.filter(pl.col("party") == filing.sender), filing.period)["kind"].to_list()
    if not kinds:
        return f"the register does not know '{filing.sender}' in {filing.period.code}; name the sender as it does"
    if set(kinds) & set(definition.filed_by) & _ROLES_OF_KINDS:
        return None
    held = _rows(lake, state, AUTHORISATIONS.name)
    firm = set(definition.filed_by) - _ROLES_OF_KINDS
    if firm and held is not None and _in(held.filter(pl.col("party") == filing.sender), filing.period).height:
        return None
    roles = " or ".join(sorted(definition.filed_by)).replace("_", " ")
    none = f"'{filing.sender}' is none in {filing.period.code}"
    return f"{definition.name} is filed by {roles}, and {none}; let the party file it that owes it"


def _rows(lake: Lake, state: State, dataset: str) -> pl.DataFrame | None:
    files = lake.paths(state.of(dataset))
    return table_of(files) if files else None


def _in(rows: pl.DataFrame, period: ReportingPeriod) -> pl.DataFrame:
    until: date = period.until
    return rows.filter((pl.col("since") < until) & (pl.col("until").is_null() | (pl.col("until") > period.since)))
