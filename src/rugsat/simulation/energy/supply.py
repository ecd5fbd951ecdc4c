"""What providers say of connections: connection points every month, and attestations for miners."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from rugsat.simulation.energy.grid import Grid, points
from rugsat.simulation.energy.mines import Connection, Miner
from rugsat.simulation.world import World


def file_points(grids: Sequence[Grid], miners: Sequence[Miner], extra: Sequence[Connection], world: World) -> None:
    """Each provider reports its connections on the first day of the country and of each month, and changes at once."""
    senders = {grid.provider for grid in grids} | {
        reader for each in (*extra, *(one for miner in miners for one in miner.connections)) for reader in each.readers
    }
    for sender in sorted(senders):
        frames = [points(grid, day, world) for grid in grids if grid.provider == sender for day in _report_days(world)]
        mining = [
            row
            for miner in miners
            for each in miner.connections
            for row in _point_lines(each, sender, miner.zone, miner.kind, miner.lei, world)
        ]
        others = [
            row for each in extra for row in _point_lines(each, sender, world.zones[0], "legal_entity", None, world)
        ]
        if mining or others:
            frames.append(pl.DataFrame([*mining, *others], infer_schema_length=None))
        if frames:
            world.filings.submit(sender, "connection_points", pl.concat(frames, how="diagonal_relaxed"), day="reported")


def file_attestations(miners: Sequence[Miner], world: World) -> None:
    """Each provider attests the miners that it supplies, once for the quarter and where a supply begins."""
    lines = [line for miner in miners for each in miner.connections for line in _attested(miner, each, world)]
    for sender in sorted({str(line["sender"]) for line in lines}):
        rows = pl.DataFrame([line for line in lines if line["sender"] == sender], infer_schema_length=None)
        world.filings.submit(sender, "provider_attestations", rows, day="attested")


def provider_on(connection: Connection, day: date) -> str:
    """The provider of a connection by the register, on a day."""
    for spell in connection.registered:
        if (spell.since is None or spell.since <= day) and (spell.until is None or day < spell.until):
            return spell.value
    return connection.registered[0].value


def _report_days(world: World) -> list[date]:
    return [day for day in world.plan.on if day == world.plan.since or day.day == 1]


def _point_lines(
    connection: Connection, sender: str, zone: str, kind: str, lei: str | None, world: World
) -> list[dict[str, object]]:
    changes = {world.plan.on[day] for day, _ in connection.tariffs if 0 <= day < world.plan.days}
    moves = {spell.since for spell in connection.registered if spell.since in world.plan.on}
    days = sorted({*_report_days(world), *changes, *(day for day in moves if day)})
    lines: list[dict[str, object]] = []
    for day in days:
        number = (day - world.plan.since).days
        if sender == connection.readers[number] and number >= connection.first_day:
            tariff = [each for since, each in connection.tariffs if since <= number][-1]
            lines.append({
                "connection": connection.name, "reported": day, "connected_since": _connected(connection, world),
                "meter": [serial for since, _, serial in connection.meters if since <= number or since == 0][-1],
                "transformer": connection.transformer, "tariff_class": tariff, "region": zone,
                "address": f"{zone}, simulated site of {connection.name}", "customer": f"C-{connection.name}",
                "customer_kind": kind, "customer_lei": lei, "connected_w": _rating(connection), "phases": 3,
                "nominal_v": 400 if connection.transformer else 10_000,
            })  # fmt: skip
    return lines


def _attested(miner: Miner, connection: Connection, world: World) -> list[dict[str, object]]:
    first = max(connection.first_day, 0)
    tariffs = dict(connection.tariffs)
    said = connection.attestations or [
        (day, provider_on(connection, world.plan.on[day]), tariffs.get(day, connection.tariffs[-1][1]))
        for day in sorted({first, connection.owned_from, *(each for each, _ in connection.tariffs if each >= first)})
        if first <= day < world.plan.days and day >= connection.owned_from
    ]
    return [
        {
            "sender": provider, "connection": connection.name, "attested": world.plan.on[day], "party": miner.party,
            "authorisation": miner.authorisation, "meter": connection.meters[0][2], "capacity_w": _rating(connection),
            "separate_meter": True, "source": "grid", "tariff_class": tariff, "contract": f"ME-{connection.name}",
            "contract_since": _connected(connection, world) if day == 0 else world.plan.on[day],
        }
        for day, provider, tariff in said
    ]  # fmt: skip


def _connected(connection: Connection, world: World) -> date:
    return world.plan.since + timedelta(days=connection.first_day if connection.first_day > 0 else -300)


def _rating(connection: Connection) -> int:
    return max(10_000, int(connection.load.max()) * 4 * 5 // 4)
