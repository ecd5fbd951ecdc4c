"""What an exchange files of its clients, once a month and when something changes; their numbers are sealed."""

from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context

import polars as pl

from rugsat.simulation.finance.people import People
from rugsat.simulation.finance.script import Row, Script
from rugsat.simulation.sealing import Passport, Sealer
from rugsat.simulation.world import World

_FEW = 20_000
_REVIEWED = 0.03


class SealingRoom:
    """Seals the passports of each exchange's clients; where they are many, on two processes beside everything else."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._many = people.many.height > _FEW
        self._pool = ProcessPoolExecutor(2, mp_context=get_context("spawn")) if self._many else None
        self._waiting: dict[int, list[Future[list[str]]]] = {}

    def begin(self, exchange: int) -> None:
        """Hand in the clients of an exchange."""
        if self._pool is None:
            return
        parts = self._parts(exchange)
        seed = self._people.world.plan.seed
        self._waiting[exchange] = [
            self._pool.submit(seal_all, seed, f"{exchange}/{number}", part) for number, part in enumerate(parts)
        ]

    def sealed(self, exchange: int) -> pl.Series:
        """The sealed passports of the clients of an exchange, in the order of their places."""
        if self._pool is None:
            seed, parts = self._people.world.plan.seed, self._parts(exchange)
            done = [seal_all(seed, f"{exchange}/{number}", part) for number, part in enumerate(parts)]
        else:
            done = [part.result() for part in self._waiting.pop(exchange)]
        return pl.Series("sealed", [text for part in done for text in part], dtype=pl.String)

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown()

    def _parts(self, exchange: int) -> list[list[tuple[str, str]]]:
        accounts = self._people.accounts_of(exchange)
        numbers = self._people.passports(accounts["person"]).to_list()
        pairs = list(zip(numbers, accounts["residence"].to_list(), strict=True))
        return [pairs[at : at + _FEW] for at in range(0, len(pairs), _FEW)]


def seal_all(seed: int, sender: str, passports: list[tuple[str, str]]) -> list[str]:
    """Seal passports (number, country) as one sender."""
    sealer = Sealer(seed, sender)
    return [sealer.seal(Passport(number, country)) for number, country in passports]


def token_of(people: People, account: Row) -> str:
    """The token of the person who has an account."""
    world = people.world
    number = people.passports(pl.Series([account["person"]], dtype=pl.Int64)).item()
    return world.sealer.token(Passport(number, str(account["residence"])))


def client_rows(world: World, lei: str, clients: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Lines of all clients on the first day and first days of months, of newcomers and of what is `told` (client, day
    and what has changed), and of some whose risk is looked at again on the last days of months."""
    listed = clients.filter("listed")
    days = world.plan.on
    parts = [_reported(listed, day, number) for number, day in enumerate(days) if number == 0 or day.day == 1]
    new = listed.filter((pl.col("first_day") > 0) & (pl.col("first_day") < len(days)))
    if new.height:
        parts.append(new.with_columns(reported=pl.col("opened")))
    parts.append(_looked_at_again(world, lei, listed))
    rows = pl.concat([*parts, told.select(parts[0].columns)]) if told.height else pl.concat(parts)
    known = rows.unique(["client", "reported"], keep="last", maintain_order=True)
    return _filed(known.sort("reported", "client"), lei)


def _reported(listed: pl.DataFrame, day: date, number: int) -> pl.DataFrame:
    return listed.filter(pl.col("first_day") <= number).with_columns(reported=pl.lit(day))


def _looked_at_again(world: World, lei: str, listed: pl.DataFrame) -> pl.DataFrame:
    rng = world.stream("looked at again", lei)
    last = world.plan.on[-1]
    chosen = pl.Series(rng.random(listed.height) < _REVIEWED)
    if not chosen.any() and listed.height:
        chosen = pl.Series([True] + [False] * (listed.height - 1))
    return listed.filter(chosen & (listed["first_day"] < world.plan.days) & (listed["opened"] <= last)).with_columns(
        reported=pl.lit(last)
    )


def _filed(rows: pl.DataFrame, lei: str) -> pl.DataFrame:
    identified = pl.col("identified_on").is_not_null()
    born = pl.date(pl.lit(1960) + pl.col("born") // 12, pl.col("born") % 12 + 1, 1).dt.strftime("%Y-%m")
    return rows.select(
        exchange=pl.lit(lei), client="client", reported="reported", person="sealed", person_kind="kind",
        client_lei="client_lei", document_type=pl.lit("passport"), document_country="residence",
        residence="residence", citizenship=pl.when(pl.col("kind") != "legal_entity").then("residence"),
        born=pl.when(pl.col("kind") == "person").then(born), identification_status="status",
        identified_on="identified_on",
        identification_means=pl.when(identified & (pl.col("born") % 3 == 0)).then(pl.lit("in_person"))
        .when(identified).then(pl.lit("video")),
        risk="risk", politically_exposed="exposed", client_class="client_class", opened="opened", closed="closed",
        day="reported",
    )  # fmt: skip


def told_rows(world: World, script: Script, exchange: int, clients: pl.DataFrame) -> pl.DataFrame:
    """Reports of stories: the account as it is, with what is said of it on a day, and again whenever all are filed."""
    found = []
    last = world.plan.on[-1]
    for where, day, said in script.status:
        if where != exchange:
            continue
        row = clients.filter(pl.col("account") == said["account"]).row(0, named=True)
        again = [each for each in world.plan.on if each > day and (each.day == 1 or each == last)]
        found += [{**row, **said, "reported": each} for each in (day, *again)]
    return pl.DataFrame(found, schema={**clients.schema, "reported": pl.Date}, orient="row")
