"""The energy side as a whole: every role of the catalogue is played, and equal seeds give equal files."""

import numpy as np
import polars as pl
import pytest

from rugsat.simulation.catalogue import catalogue
from rugsat.simulation.energy.casting import HOMES, MINERS, CastingError, cast_miners, roles
from rugsat.simulation.energy.conduct.providers import FACTORY
from rugsat.simulation.energy.power import make_power

ACTORS = {"household", "miner", "pool", "provider"}
PLANTED_WITH_THE_POST = "return_overdue"


def silent(what: str, done: int, of: int) -> None:
    assert what
    assert done <= of


@pytest.fixture
def made(make_world):
    def make(**other):
        world = make_world(days=1, **other)
        make_power(world, silent)
        return world

    return make


def test_every_offence_and_look_alike_of_the_energy_side_is_played():
    wanted = {
        (offence.name, played)
        for offence in catalogue().values()
        if offence.actor in ACTORS and offence.check != PLANTED_WITH_THE_POST
        for played in ("", *offence.look_alikes)
    }
    assert wanted == {*MINERS, *HOMES, FACTORY}


def test_nobody_plays_two_roles(make_world):
    cast = cast_miners(make_world(days=31))
    numbers = [*cast, *(other for _, other in cast.values() if other is not None)]
    assert len(numbers) == len(set(numbers))
    assert len(numbers) < 300


def test_a_country_with_too_few_miners_says_what_to_raise(make_world, monkeypatch):
    world = make_world(days=31)
    monkeypatch.setattr("rugsat.simulation.plan._FLOOR", {**FLOOR, "miners": 20})
    with pytest.raises(CastingError, match="raise the floor of miners"):
        cast_miners(world)


FLOOR = {"meters": 900, "miners": 300, "machines": 15_000, "exchanges": 12, "banks": 4, "providers": 3}


def test_an_offence_of_a_check_whose_law_is_not_set_is_not_planted(make_world, monkeypatch):
    world = make_world(days=31)
    monkeypatch.setattr(type(world.limits), "is_set", lambda *_, **__: False)
    assert {role.offence.check for role in roles(world, {*MINERS, *HOMES})} == {""}


def test_equal_seeds_give_equal_files_and_other_seeds_give_others(made):
    digests = [
        {each.path.as_posix(): each.sha256 for each in made(seed=seed, folder=folder).filings.sent}
        for seed, folder in ((1, "one"), (1, "again"), (2, "other"))
    ]
    assert digests[0] == digests[1]
    assert not set(digests[0].values()) & set(digests[2].values())


def test_of_each_connection_one_provider_files_each_interval_once(made, monkeypatch):
    filed = []

    def keep(path, rows, **_):
        path.touch()
        filed.append(rows)

    monkeypatch.setattr("rugsat.simulation.filings.write_rows", keep)
    world = made()
    corrected = {each.part for each in world.filings.sent if each.kind == "correction"}
    pieces = [
        rows.select("connection", "began", "energy_wh", "interval_s").cast(
            {"energy_wh": pl.Int64, "interval_s": pl.Int64}
        )
        for rows, each in zip(filed, (one for one in world.filings.sent if one.kind != "nil"), strict=True)
        if each.return_name == "meter_readings" and (each.kind == "correction" or each.part not in corrected)
    ]
    readings = pl.concat(pieces)
    held = {row["connection"] for row in world.register.rows("connections")}
    assert (readings["energy_wh"] >= 0).all()
    assert not readings.select("connection", "began").is_duplicated().any()
    assert len(held - set(readings["connection"])) == 0


def test_the_register_never_holds_one_serial_twice(made):
    world = made()
    devices = pl.concat(world.register._frames["devices"])
    held = devices.group_by("serial").agg(pl.len(), pl.col("until").null_count().alias("open"))
    assert (held["open"] <= 1).all()
    assert devices.height > np.int64(10_000)
