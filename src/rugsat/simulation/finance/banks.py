"""What partner banks book for exchanges: a leg for each transfer of money, and the exchanges' own movements."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

import numpy as np
import polars as pl

from rugsat.simulation.finance.units import CENT
from rugsat.simulation.roster import Firm
from rugsat.simulation.world import World

LEG: dict[str, pl.DataType] = {
    "booked": pl.Date(), "exchange": pl.String(), "account": pl.String(), "account_holds": pl.String(),
    "direction": pl.String(), "cents": pl.Int64(), "channel": pl.String(), "reference": pl.String(),
    "counter_country": pl.String(), "abroad": pl.Boolean(),
}  # fmt: skip
_EVENING = 18 * 3_600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Partner:
    """A bank that serves an exchange from a day on, with its accounts for clients' and for own money."""

    bank: Firm
    clients: str
    own: str
    from_day: int = 0


@dataclass(slots=True)
class Banks:
    """All partner banks, with what they have booked so far."""

    world: World
    partners: list[list[Partner]]
    """By exchange."""
    legs: dict[str, list[pl.DataFrame]] = field(default_factory=dict)

    def book(self, bank: Firm, legs: pl.DataFrame) -> None:
        """Enter bookings at a bank."""
        if legs.height:
            self.legs.setdefault(bank.party, []).append(legs.select(pl.col(name).cast(of) for name, of in LEG.items()))

    def file(self) -> None:
        """Number the bookings of each day and file them."""
        for bank in self.world.roster.banks:
            self.world.filings.expect(bank.party, "bank_legs")
            held = self.legs.get(bank.party)
            if held:
                self.world.filings.submit(
                    bank.party, "bank_legs", _rows(bank, pl.concat(held), self.world), day="booked"
                )


def _rows(bank: Firm, legs: pl.DataFrame, world: World) -> pl.DataFrame:
    shuffled = legs.sample(fraction=1.0, shuffle=True, seed=int(world.stream("entries", bank.party).integers(2**31)))
    ordered = shuffled.sort("booked", maintain_order=True)
    number = pl.int_range(pl.len()).over("booked") + 100_001
    return ordered.select(
        bank=pl.lit(bank.bic), bank_lei=pl.lit(bank.lei),
        entry=pl.concat_str(pl.lit("B-"), pl.col("booked").dt.strftime("%Y%m%d-"), number),
        exchange="exchange", account="account", account_holds="account_holds", booked="booked", direction="direction",
        amount=pl.col("cents").cast(pl.Decimal(38, 2)) * pl.lit(Decimal("0.01"), pl.Decimal(38, 2)),
        currency=pl.lit(world.currency), channel="channel", reference="reference",
        counter_country="counter_country", abroad="abroad",
    )  # fmt: skip


def make_banks(world: World, later: dict[int, int]) -> Banks:
    """Give every exchange one or two partners, and those of `later` one more from a day on; enter them."""
    partners: list[list[Partner]] = []
    for number, exchange in enumerate(world.roster.exchanges):
        rng = world.stream("partners", exchange.party)
        count = 2 if number in later else 1 + int(rng.random() < 0.4)
        chosen = rng.permutation(len(world.roster.banks))[:count]
        held = [_partner(rng, world.roster.banks[at]) for at in chosen]
        if number in later:
            held[1] = Partner(held[1].bank, held[1].clients, held[1].own, later[number])
        partners.append(held)
        for each in held:
            since = world.plan.since + timedelta(days=each.from_day) if each.from_day else None
            world.register.add("bank_relations", since=since, party=exchange.party, bank=each.bank.party,
                               account=each.clients)  # fmt: skip
    return Banks(world, partners)


def _partner(rng: np.random.Generator, bank: Firm) -> Partner:
    first, second = ("".join(str(each) for each in rng.integers(0, 10, 16)) for _ in range(2))
    return Partner(bank, f"2320{first}", f"2310{second}")


@dataclass(frozen=True, slots=True)
class Counter:
    """Where an exchange's transfers of a day meet its bank."""

    banks: Banks
    exchange: int
    day: int
    clear_of: tuple[int, ...] = ()
    """Amounts (hundredths) of stories near this day: bookings about as large name their transfer, so that it stays
    clear whose booking is whose."""

    def settle(self, sent: pl.DataFrame, rng: np.random.Generator) -> None:
        """Book the transfers of money of a day (with transfer_id) at the partners of the exchange."""
        fiat = sent.filter((pl.col("asset") < 0) & ~pl.col("leg").is_in(["none", "after"]))
        held = [each for each in self.banks.partners[self.exchange] if each.from_day <= self.day]
        place = np.where(fiat["leg"] == "last_partner", len(held) - 1, rng.integers(0, len(held), fiat.height))
        drawn = self._drawn(fiat, rng)
        for number, partner in enumerate(held):
            self._enter(partner, drawn.filter(pl.Series(place == number)))

    def sweep(self, cents: int) -> None:
        """Move what the exchange has earned from the clients' account to its own, or back what it owes."""
        if not cents:
            return
        world, partner = self.banks.world, self.banks.partners[self.exchange][0]
        lei, on = world.roster.exchanges[self.exchange].lei, world.plan.on[self.day]
        moved = [
            {"booked": on, "exchange": lei, "account": account, "account_holds": holds, "direction": direction,
             "cents": abs(cents), "channel": "internal", "reference": None, "counter_country": world.country,
             "abroad": False}
            for account, holds, direction in (
                (partner.clients, "clients", "out" if cents > 0 else "in"),
                (partner.own, "own", "in" if cents > 0 else "out"),
            )
        ]  # fmt: skip
        self.banks.book(partner.bank, pl.DataFrame(moved, schema=LEG, orient="row"))

    def move(self, cents: int) -> None:
        """Move own money from the first partner to the last one, or in at it where there is but one."""
        world, held = self.banks.world, self.banks.partners[self.exchange]
        lei, on = world.roster.exchanges[self.exchange].lei, world.plan.on[self.day]
        for partner, direction in ((held[0], "out"), (held[-1], "in")):
            leg = {"booked": on, "exchange": lei, "account": partner.own, "account_holds": "own",
                   "direction": direction, "cents": cents, "channel": "internal", "reference": None,
                   "counter_country": world.country, "abroad": False}  # fmt: skip
            self.banks.book(partner.bank, pl.DataFrame([leg], schema=LEG, orient="row"))

    def _drawn(self, fiat: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
        """Day, amount and reference of each booking."""
        leg, moment = fiat["leg"], fiat["moment"].to_numpy()
        cents = (fiat["money"] // CENT).to_numpy()
        share = leg.str.strip_prefix("altered:").cast(pl.Int64, strict=False).fill_null(0).to_numpy()
        # What is filed lies apart from what was booked by a share (in millionths) of what was booked.
        booked = np.where(share != 0, np.rint(cents / (1 + share / 1e6)).astype(np.int64), cents)
        booked = booked - self._fees(cents, leg, rng)
        late = self._late(leg, moment, rng)
        return fiat.with_columns(
            cents=pl.Series(np.maximum(booked, 1)),
            late=pl.Series(late),
            reference=_references(fiat, self._clear(cents), rng),
        )

    def _clear(self, cents: np.typing.NDArray[np.int64]) -> np.typing.NDArray[np.bool_]:
        near = np.array(self.clear_of, dtype=np.int64)
        return np.asarray((np.abs(cents[:, None] - near[None, :]) * 25 < near[None, :]).any(axis=1))

    def _fees(
        self, cents: np.typing.NDArray[np.int64], leg: pl.Series, rng: np.random.Generator
    ) -> np.typing.NDArray[np.int64]:
        limit = self.banks.world.limits.value("settlement.bank_match_fee", self.banks.world.plan.on[self.day])
        most = float(limit) / 100 if limit is not None else 0.0
        pays = (rng.random(cents.size) < 0.06) & (leg == "honest").to_numpy() | (leg == "fee").to_numpy()
        return np.where(pays, np.floor(cents * np.round(rng.uniform(0.15, 0.85, cents.size), 3) * most), 0).astype(
            np.int64
        )

    def _late(
        self, leg: pl.Series, moment: np.typing.NDArray[np.int64], rng: np.random.Generator
    ) -> np.typing.NDArray[np.bool_]:
        """Which are booked on the next day; none where the law or the end of the country leaves no next day."""
        world = self.banks.world
        limit = world.limits.value("settlement.bank_match_days", world.plan.on[self.day])
        if self.day + 1 >= world.plan.days or (limit is not None and limit < 1):
            return np.zeros(moment.size, dtype=bool)
        chance = np.where(moment > _EVENING, 0.5, 0.03)
        honest = leg.is_in(["honest", "fee", "no_reference"]).to_numpy()
        return np.asarray(((rng.random(moment.size) < chance) & honest) | (leg == "late").to_numpy())

    def _enter(self, partner: Partner, drawn: pl.DataFrame) -> None:
        world = self.banks.world
        on = world.plan.on[self.day]
        self.banks.book(partner.bank, drawn.select(
            booked=pl.when("late").then(pl.lit(on + timedelta(days=1))).otherwise(pl.lit(on)),
            exchange=pl.lit(world.roster.exchanges[self.exchange].lei), account=pl.lit(partner.clients),
            account_holds=pl.lit("clients"),
            direction=pl.when("outward").then(pl.lit("out")).otherwise(pl.lit("in")), cents="cents",
            channel=pl.when(pl.col("channel") == "card").then(pl.lit("card")).otherwise(pl.lit("transfer")),
            reference="reference", counter_country=pl.col("country").fill_null(world.country), abroad="abroad",
        ))  # fmt: skip


def _references(fiat: pl.DataFrame, clear: np.typing.NDArray[np.bool_], rng: np.random.Generator) -> pl.Series:
    """The number of the transfer; now and then nothing, or what the payer wrote."""
    draw = np.where(clear, 1.0, rng.random(fiat.height))
    said = fiat.select("transfer_id", "leg", draw=pl.Series(draw), free=pl.Series(rng.integers(1, 10**6, fiat.height)))
    honest = pl.col("leg") == "honest"
    return said.select(
        pl.when((pl.col("leg") == "no_reference") | ((pl.col("draw") < 0.02) & honest)).then(None)
        .when((pl.col("draw") < 0.04) & honest).then(pl.concat_str(pl.lit("payment "), pl.col("free")))
        .otherwise("transfer_id").alias("reference")
    ).to_series()  # fmt: skip
