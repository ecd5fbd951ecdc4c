"""What miners are entered with in the register, and what they file of machines, energy and coins."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import polars as pl

from rugsat.simulation.energy.machines import ALWAYS, NEVER, Flags, Machines, Whole, models
from rugsat.simulation.energy.mines import Licence, Miner
from rugsat.simulation.energy.operation import nominal_w
from rugsat.simulation.energy.payouts import coins
from rugsat.simulation.energy.pools import BITCOIN
from rugsat.simulation.world import World

_COOLED = 1.09
"""Power of a site in the greatest heat over that of its machines."""


def license_for(miner: Miner, world: World) -> None:
    """The power that an honest miner has applied for: what it may ever draw, with some room."""
    if miner.licences:
        return
    most = max(int(nominal_w(miner.machines)[miner.machines.present(day)].sum()) for day in range(world.plan.days))
    room = world.stream("licence", miner.party).uniform(1.03, 1.3)
    watts = max(most * miner.efficiency * miner.tuning * _COOLED, int(miner.load.max()) * 4) * room
    miner.licences = [Licence(int(watts // 1_000 + 1) * 1_000)]


def enrol(miner: Miner, world: World) -> None:
    """Enter the miner into the register, with all that it declared."""
    register, since = world.register, miner.sites_since
    register.add("parties", party=miner.party, kind=miner.kind, name=miner.name, lei=miner.lei, country=world.country)
    for licence in miner.licences:
        register.add(
            "authorisations", {"class": miner.cls}, authorisation=miner.authorisation, party=miner.party,
            instrument=_instrument(world, miner), status="in_force", licensed_w=licence.watts,
            since=licence.since, until=licence.until,
        )  # fmt: skip
    for number, site in enumerate(miner.sites):
        address = f"{miner.zone}, simulated street {miner.number + 1}, hall {number + 1}"
        register.add("sites", site=site, authorisation=miner.authorisation, address=address, zone=miner.zone,
                     latitude=None, longitude=None, since=since)  # fmt: skip
    for connection in miner.connections:
        for spell in connection.registered:
            register.add("connections", connection=connection.name, site=miner.sites[connection.site],
                         provider=spell.value, since=spell.since or since, until=spell.until)  # fmt: skip
    for wallet in miner.wallets:
        register.add("wallets", wallet=wallet.value, party=miner.party, purpose="payout", since=wallet.since,
                     until=wallet.until)  # fmt: skip
    register.extend("devices", _devices(miner, world))


def file_hardware(miner: Miner, world: World, amend: Callable[[pl.DataFrame], pl.DataFrame] | None = None) -> None:
    """File the hardware return: all machines at the end of each month, and each change on its day."""
    world.filings.expect(miner.party, "mining_hardware")
    rows = [_listed(miner, world, day, np.flatnonzero(_known_by(miner.machines, day))) for day in month_ends(world)]
    rows.extend(_changes(miner, world))
    # A machine that was moved is said to run at its new site, and not again to be gone from the old one.
    ranked = pl.concat([each for each in rows if each.height]).sort(pl.col("status") == "removed", maintain_order=True)
    said = ranked.unique(["serial", "reported"], keep="first", maintain_order=True)
    if amend is not None:
        said = amend(said)
    world.filings.submit(miner.party, "mining_hardware", said.sort("reported", "site", "serial"), day="reported")


def hardware_lines(miner: Miner, world: World, day: int, machines: Machines) -> pl.DataFrame:
    """Lines of the hardware return for machines on a day."""
    known = models()
    model = machines.model.tolist()
    on, running, present = world.plan.on[day], machines.running(day), machines.present(day)
    status = np.where(running, "running", np.where(present, "broken", "removed"))
    removed = [None if here else _day(world, last) for here, last in zip(present, machines.last.tolist(), strict=True)]
    return pl.DataFrame(
        {
            "authorisation": [miner.authorisation] * len(machines),
            "site": np.array(miner.sites)[machines.site].tolist(),
            "reported": pl.Series([on] * len(machines), dtype=pl.Date),
            "serial": machines.serial.tolist(),
            "model": [f"{known[each].maker} {known[each].name}" for each in model],
            "algorithm": ["sha256d"] * len(machines),
            "nominal_th_s": [known[each].th_s for each in model],
            "nominal_w": [known[each].w for each in model],
            "efficiency_j_per_th": pl.Series(
                [str(round(Decimal(known[each].w) / known[each].th_s, 6)) for each in model], dtype=pl.String
            ),
            "status": status.tolist(),
            "owner": ["own"] * len(machines),
            "origin": ["CN"] * len(machines),
            "installed": pl.Series([_day(world, each) for each in machines.first.tolist()], dtype=pl.Date),
            "removed": pl.Series(removed, dtype=pl.Date),
        },
    )


def monthly(miner: Miner, world: World, month: date) -> dict[str, object]:
    """The honest monthly return of a miner."""
    days = days_of(world, month)
    energy = sum(int(each.load[max(days.start, each.owned_from) : days.stop].sum()) for each in miner.connections)
    paid = [each for each in miner.payouts if days.start <= each.day < days.stop]
    gross, fees = sum(each.gross for each in paid), sum(each.fee for each in paid)
    seconds = int(miner.hours[days].sum())
    sold = coins(sum(units for day, units in miner.sold if days.start <= day < days.stop))
    rate = round(Decimal(int(miner.work[days].sum())) / seconds, 6) if seconds else Decimal(0)
    return {
        "authorisation": miner.authorisation, "month": f"{month:%Y-%m}", "day": month, "asset": BITCOIN,
        "algorithm": "sha256d", "energy_wh": energy, "coins": coins(gross), "pool_fees": coins(fees),
        "coins_received": coins(gross - fees), "pool_scheme": miner.pool.scheme if miner.pool else "solo",
        "pool": miner.pool.party if miner.pool else None, "hash_rate_th_s": rate, "uptime_s": seconds,
        "machines": int(miner.machines.running(days.stop - 1).sum()), "coins_sold": sold, "coins_sold_at_home": sold,
        "wallet": miner.wallets[0].value,
    }  # fmt: skip


def file_monthly(miner: Miner, world: World, rows: list[dict[str, object]]) -> None:
    """File the monthly returns of whole months."""
    world.filings.expect(miner.party, "mining_monthly")
    if rows:
        world.filings.submit(miner.party, "mining_monthly", pl.DataFrame(rows, infer_schema_length=None), day="day")


def days_of(world: World, month: date) -> slice:
    """The days of a month by their numbers in the country; those that are simulated."""
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    return slice(max(0, (month - world.plan.since).days), min(world.plan.days, (last - world.plan.since).days + 1))


def month_ends(world: World) -> list[int]:
    """The last day of each calendar month that the country has, by number."""
    days = world.plan.on
    return [number for number, day in enumerate(days) if day == days[-1] or days[number + 1].month != day.month]


def _known_by(machines: Machines, day: int) -> Flags:
    return np.asarray(machines.listed & (machines.first <= day) & (machines.last > 0))


def _listed(miner: Miner, world: World, day: int, chosen: Whole) -> pl.DataFrame:
    return hardware_lines(miner, world, day, miner.machines.copies(chosen))


def _changes(miner: Miner, world: World) -> list[pl.DataFrame]:
    """New machines and those taken away, on their days."""
    machines, found = miner.machines, []
    changed = set(machines.first[machines.first > 0].tolist()) | set(machines.last[machines.last < NEVER].tolist())
    for day in sorted(each for each in changed if 0 < each < world.plan.days):
        new = machines.listed & ((machines.first == day) | (machines.last == day))
        found.append(_listed(miner, world, day, np.flatnonzero(new)))
    return found


def _devices(miner: Miner, world: World) -> pl.DataFrame:
    machines, known = miner.machines.copies(miner.machines.declared), models()
    model = machines.model.tolist()
    return pl.DataFrame(
        {
            "serial": machines.serial.tolist(),
            "site": np.array(miner.sites)[machines.site].tolist(),
            "model": [f"{known[each].maker} {known[each].name}" for each in model],
            "nominal_w": [known[each].w for each in model],
            "nominal_th_s": [Decimal(known[each].th_s) for each in model],
            "since": pl.Series([_since(miner, world, each) for each in machines.first.tolist()], dtype=pl.Date),
            "until": pl.Series([_until(world, each) for each in machines.last.tolist()], dtype=pl.Date),
        }
    )


def _since(miner: Miner, world: World, first: int) -> date | None:
    return miner.sites_since if first <= ALWAYS else _day(world, first)


def _until(world: World, last: int) -> date | None:
    return None if last >= NEVER else world.plan.since + timedelta(days=last)


def _day(world: World, number: int) -> date:
    return world.plan.since + timedelta(days=max(number, -200))


def _instrument(world: World, miner: Miner) -> str:
    known = world.limits.pack.rulebook.instruments
    held = [(name, version) for name, each in known.items() if (version := each.on(world.plan.since))]
    fitting = [name for name, version in held if version.role == "miner" and miner.cls in (*version.classes, miner.cls)]
    exact = [name for name, version in held if version.role == "miner" and miner.cls in version.classes]
    return (exact or fitting)[0]
