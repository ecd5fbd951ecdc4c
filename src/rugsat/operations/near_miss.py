"""What a check observed of somebody whom it left alone: the same check, asked under a trial law that allows nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import check_named
from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack
from rugsat.law.shape import Shape
from rugsat.operations.cycle.cycle import Question, supervise
from rugsat.operations.cycle.law_table import law_table

_TRIAL = "nothing_is_allowed"
_SWITCH = "switch"


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What was observed of a subject, and the limit that it kept."""

    subject: str
    first_day: date
    last_day: date
    observed: Decimal
    limit: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Sought:
    """A check, and on which days whom it is asked about."""

    check: str
    subjects: tuple[str, ...]
    first_day: date
    last_day: date


def near_misses(
    lake: Lake, pack: RulePack, sought: Sought, engine: Engine, *, commit: int, started: datetime
) -> list[NearMiss]:
    """What the check observed of each subject that kept its limit, the nearest to it first.

    Nothing for a check that rests on more than one amount: what it would observe is then not known from a trial.
    """
    check = check_named(sought.check)
    parameter = _amount(check, pack)
    if not parameter:
        return []
    trial = pack.trying(_TRIAL, text=_act(pack, parameter, sought.first_day))
    question = Question(on=sought.last_day, since=sought.first_day, commit=commit, checks=(check.name,))
    rows = supervise(lake, trial, question, engine, started=started).violations
    own = rows.filter(pl.col("subject").is_in(sought.subjects) & (pl.col("last_day") <= sought.last_day))
    found = [_against(row, pack, parameter) for row in own.sort("subject", "began_us").to_dicts()]
    kept = [each for each in found if each and each.observed <= each.limit]
    return sorted(kept, key=lambda each: (each.limit - each.observed) / each.limit)


def _amount(check: Check, pack: RulePack) -> str:
    """The one amount that a check rests on; empty where it rests on anything else too."""
    forms = {name: pack.rulebook.parameters[name].form for name in check.rests_on}
    amounts = [name for name, form in forms.items() if form.shape is Shape.AMOUNT and form.unit.name != _SWITCH]
    return amounts[0] if len(amounts) == len(forms) == 1 else ""


def _act(pack: RulePack, parameter: str, since: date) -> str:
    by = pack.rulebook.parameters[parameter].by
    sets = "".join(f"  - {{parameter: {parameter}, {place}value: 0}}\n" for place in _places(pack, by))
    head = f"title: {{en: Nothing is allowed}}\nkind: policy\nstatus: draft\nsince: {since.replace(day=1)}\n"
    return f"{head}sets:\n{sets}"


def _places(pack: RulePack, by: tuple[str, ...]) -> Iterator[str]:
    held = pack.rulebook.jurisdiction
    classes = [f"class: {name}, " for name in held.classes] if "class" in by else [""]
    zones = [f"zone: {name}, " for name in held.zones] if "zone" in by else [""]
    yield from (f"{cls}{zone}" for cls in classes for zone in zones)


def _against(row: dict[str, Any], pack: RulePack, parameter: str) -> NearMiss | None:
    """What was observed against the highest limit of those days, as the checks that add up a month apply it."""
    unit = pack.rulebook.parameters[parameter].form.unit
    # The base of money is money itself, which has no value in base units: the name overrides the base.
    column = {unit.base: "value_base", unit.name: "value"}.get(row["unit"])
    if column is None:
        return None
    law = law_table(pack, (parameter,), row["first_day"], row["last_day"])
    held = law.filter(pl.col("class").is_in(["*", row["class"]]) & pl.col("zone").is_in(["*", row["zone"]]))
    values = held[column].drop_nulls().to_list()
    if not values or max(values) <= 0:
        return None
    return NearMiss(
        row["subject"], row["first_day"], row["last_day"], row["observed"], Decimal(max(values)), row["unit"]
    )
