"""Small worlds of the energy side, without files that nobody looks at."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rugsat.law.pack import load_jurisdiction
from rugsat.simulation.answers import Answers
from rugsat.simulation.filings import Filings
from rugsat.simulation.limits import Limits
from rugsat.simulation.plan import Plan
from rugsat.simulation.register import Register
from rugsat.simulation.roster import enter, roster_of
from rugsat.simulation.sealing import Sealer
from rugsat.simulation.world import World

MakeWorld = Callable[..., World]


@pytest.fixture
def make_world(tmp_path: Path) -> MakeWorld:
    def make(*, days: int = 2, seed: int = 1, folder: str = "country", since: date = date(2026, 3, 1)) -> World:
        plan = Plan(jurisdiction="tm", scale=0.001, days=days, seed=seed, since=since)
        pack = load_jurisdiction("tm", demonstration=("demonstration",))
        place = pack.rulebook.jurisdiction
        zones = tuple(place.zones)
        world = World(
            plan=plan,
            limits=Limits(pack),
            zones=zones,
            zone_shares=tuple(1 / len(zones) for _ in zones),
            currency="TMT",
            country="TM",
            time_zone=ZoneInfo(place.time_zone),
            roster=roster_of(plan, zones, "TM"),
            register=Register(plan.since),
            filings=Filings(plan, pack, tmp_path / folder),
            answers=Answers(),
            sealer=Sealer(seed),
        )
        enter(world.roster, world.register, world.country)
        return world

    return make
