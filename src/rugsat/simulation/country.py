"""Making a country: the actors one after the other, then what is late or broken, then register, series and answers."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from rugsat.kernel.errors import RugsatError
from rugsat.law.pack import RulePack
from rugsat.simulation.answers import Answers
from rugsat.simulation.energy.power import make_power
from rugsat.simulation.filings import Filings
from rugsat.simulation.finance.money import make_money
from rugsat.simulation.limits import Limits
from rugsat.simulation.plan import Plan
from rugsat.simulation.post import disturb
from rugsat.simulation.register import Register
from rugsat.simulation.roster import AUTHORITY, enter, roster_of
from rugsat.simulation.sealing import Sealer
from rugsat.simulation.world import SERIES, World

_SHARES = {"tm": {"ashgabat": 0.146, "ahal": 0.125, "balkan": 0.075, "dashoguz": 0.22, "lebap": 0.205, "mary": 0.229}}
"""Shares of people by region: TM census of 17 December 2022, in the order of the jurisdiction's zones."""

Progress = Callable[[str, int, int], None]
"""(what is being made, how much of it is done, how much there is)."""


class FolderInUseError(RugsatError):
    """A folder that holds something already."""


def simulate(plan: Plan, pack: RulePack, folder: Path, *, progress: Progress) -> World:
    """Write filings/, register/, series/, keys/ and answers/ of a country into a new folder."""
    if folder.exists() and any(folder.iterdir()):
        message = f"{folder} is not empty; name a new folder, so that no two countries are mixed"
        raise FolderInUseError(message)
    folder.mkdir(parents=True, exist_ok=True)
    world = _world(plan, pack, folder)
    enter(world.roster, world.register, world.country)
    make_power(world, progress)
    make_money(world, progress)
    _file_series(world, folder)
    world.filings.close()
    disturb(world)
    _enter_debts(world)
    world.register.write(folder / "register")
    world.sealer.write_keys(folder / "keys")
    world.answers.write(folder / "answers")
    world.filings.write_list(folder)
    _describe(world, folder)
    return world


def _world(plan: Plan, pack: RulePack, folder: Path) -> World:
    place = pack.rulebook.jurisdiction
    zones = tuple(place.zones) or ("*",)
    shares = _SHARES.get(place.code, dict.fromkeys(zones, 1 / len(zones)))
    country = place.code.upper()
    return World(
        plan=plan,
        limits=Limits(pack),
        zones=zones,
        zone_shares=tuple(shares[zone] for zone in zones),
        currency=place.reporting_currency,
        country=country,
        time_zone=ZoneInfo(place.time_zone),
        roster=roster_of(plan, zones, country),
        register=Register(plan.since),
        filings=Filings(plan, pack, folder),
        answers=Answers(),
        sealer=Sealer(plan.seed),
    )


def _file_series(world: World, folder: Path) -> None:
    """The authority files its series on the day before the country begins, so that intake has the rates."""
    said = pl.DataFrame(world.series, schema=SERIES, orient="row")
    rows = said.unique(["series", "began"], keep="first", maintain_order=True).sort("series", "began")
    (folder / "series").mkdir()
    rows.write_csv(folder / "series" / "reference_series.csv")
    # Intake needs the rates before the first day, so all values of the country come in one file of that day.
    dated = rows.with_columns(on=pl.lit(world.plan.since))
    world.filings.submit(AUTHORITY, "reference_series", dated, day="on", received=world.plan.since)


def _enter_debts(world: World) -> None:
    for debt in world.filings.debts():
        due = world.filings.due(debt.return_name, debt.period)
        if due is not None and debt.party != AUTHORITY:
            row = {"return": debt.return_name, "party": debt.party, "period": debt.period.code, "part": ""}
            world.register.add("obligations", row, due=due, authorisation=None)


def _describe(world: World, folder: Path) -> None:
    plan = world.plan
    answers = world.answers.table()
    counted = answers.group_by("kind").len().sort("kind")
    said = {
        "simulated": True,
        "jurisdiction": plan.jurisdiction, "scale": plan.scale, "seed": plan.seed,
        "since": plan.since.isoformat(), "until": plan.until.isoformat(), "days": plan.days,
        "supervise_on": last_day_of_evidence(world).isoformat(),
        "meters": plan.meters, "miners": plan.miners, "exchanges": len(world.roster.exchanges),
        "customers": plan.customers,
        "files": len(world.filings.sent), "rows": sum(each.rows for each in world.filings.sent),
        "answers": dict(counted.rows()),
        "rule_pack": world.limits.pack.digest,
    }  # fmt: skip
    (folder / "country.json").write_text(json.dumps(said, indent=1) + "\n")


def last_day_of_evidence(world: World) -> date:
    """The day to supervise on: when the last file has come in, and at least the last day of the country."""
    last = max((each.received for each in world.filings.sent), default=world.plan.since)
    return max(last, world.plan.on[-1])
