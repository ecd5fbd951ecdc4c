from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest

from rugsat.evidence.engines.choose import engine_named
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.cycle import Question, supervise
from rugsat.operations.near_miss import NearMiss, Sought, near_misses

NOW = datetime(2026, 4, 3, 6, tzinfo=UTC)
FIRST, LAST = date(2026, 2, 1), date(2026, 2, 28)
CAP = "household_consumption_above_cap"


def _asked(lake: Lake, pack: RulePack, check: str, subjects: tuple[str, ...]) -> list[NearMiss]:
    engine = engine_named("duckdb")
    try:
        sought = Sought(check, subjects, FIRST, LAST)
        return near_misses(lake, pack, sought, engine, commit=lake.state().number, started=NOW)
    finally:
        engine.close()


@pytest.fixture(scope="module")
def homes(filed_lake: Lake) -> tuple[str, ...]:
    points = pl.read_parquet(filed_lake.paths(filed_lake.state().of("connection_points")))
    held = points.filter(pl.col("tariff_class") == "household")["connection"].unique().sort()
    return tuple(f"connection:{name}" for name in held)


def test_homes_below_the_cap_are_measured_against_it_the_nearest_first(
    filed_lake: Lake, demo_pack: RulePack, homes: tuple[str, ...]
) -> None:
    found = _asked(filed_lake, demo_pack, CAP, homes)
    shares = [each.observed / each.limit for each in found]
    assert len(found) > 3
    assert shares == sorted(shares, reverse=True)
    assert all(0 < share <= 1 for share in shares)
    assert {each.unit for each in found} == {"Wh"}
    assert {each.limit for each in found} <= {Decimal(2_000_000), Decimal(2_400_000), Decimal(2_500_000)}


def test_what_was_observed_is_the_energy_that_was_filed(
    filed_lake: Lake, demo_pack: RulePack, homes: tuple[str, ...]
) -> None:
    nearest = _asked(filed_lake, demo_pack, CAP, homes)[0]
    entries = [entry for entry in filed_lake.state().of("meter_readings") if FIRST <= (entry.legal_day or LAST) <= LAST]
    rows = pl.read_parquet(filed_lake.paths(entries)).filter(
        (pl.col("connection") == nearest.subject.removeprefix("connection:")) & ~pl.col("estimated")
    )
    assert int(rows.unique(["connection", "began_us"])["energy_wh"].sum()) == nearest.observed


def test_who_was_found_to_be_above_the_limit_is_no_near_miss(
    filed_lake: Lake, demo_pack: RulePack, homes: tuple[str, ...]
) -> None:
    engine = engine_named("duckdb")
    run = supervise(filed_lake, demo_pack, Question(on=LAST, since=FIRST, checks=(CAP,)), engine, started=NOW)
    engine.close()
    guilty = set(run.findings["subject"])
    assert guilty
    assert not guilty & {each.subject for each in _asked(filed_lake, demo_pack, CAP, homes)}


def test_a_trial_leaves_nothing_behind_in_the_lake(filed_lake: Lake, demo_pack: RulePack) -> None:
    commit = filed_lake.state().number
    _asked(filed_lake, demo_pack, CAP, ("connection:HOME-01",))
    assert filed_lake.state().number == commit


@pytest.mark.parametrize("check", ["unapproved_asset_traded", "declared_coins_below_metered_energy"])
def test_a_check_that_rests_on_more_than_one_amount_is_not_tried(
    filed_lake: Lake, demo_pack: RulePack, check: str
) -> None:
    assert _asked(filed_lake, demo_pack, check, ("authorisation:TM-0001",)) == []


def test_a_limit_in_another_unit_than_what_is_observed_measures_nobody(filed_lake: Lake, demo_pack: RulePack) -> None:
    readings = pl.read_parquet(filed_lake.paths(filed_lake.state().of("register.authorisations")))
    everybody = tuple(f"authorisation:{name}" for name in readings["authorisation"])
    assert _asked(filed_lake, demo_pack, "power_above_licensed_capacity", everybody) == []
