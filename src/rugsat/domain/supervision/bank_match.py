"""Weighing the money transfers of exchanges against what their partner banks booked."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import polars as pl

from rugsat.domain.supervision.bank_days import BankDays
from rugsat.domain.supervision.matching import Booking, Claim, unserved
from rugsat.domain.supervision.violations import RAW
from rugsat.domain.supervision.weighed import weighed

_FLOW = ["exchange", "direction", "currency"]
_PPM = 1_000_000
_LONGEST = 366
"""Days of tolerance beyond this are cut: no booking is looked for further away than a year."""


class Tolerance(NamedTuple):
    """What the law of a day says: how many days and what share of the amount a booking may be off."""

    days: int
    fee_ppm: int
    required: bool


def judge(rows: pl.DataFrame, law: pl.DataFrame, on: date) -> pl.DataFrame:
    """Keep the transfers that no booking serves, where the partner banks have told all."""
    told, tolerances = BankDays(rows), _Tolerances(law)
    bookings = dict(iter(rows.filter(pl.col("kind") == "leg").group_by(*_FLOW)))
    transfers = rows.filter(pl.col("kind") == "transfer").sort(*_FLOW, "since", "name")
    found = []
    for flow, claimed in transfers.group_by(*_FLOW, maintain_order=True):
        booked = bookings.get(flow, rows.clear())
        for transfer in _without(claimed, booked, tolerances):
            tolerance = tolerances.of(transfer["since"])
            due = transfer["since"] + timedelta(days=tolerance.days)
            if tolerance.required and due < on and told.told(transfer["exchange"], transfer["since"], tolerance.days):
                found.append(_violation(transfer, told, tolerance))
    return pl.DataFrame(found, schema=RAW, orient="row")


class _Tolerances:
    """The tolerance of each day, looked up once."""

    def __init__(self, law: pl.DataFrame) -> None:
        self._law, self._known = law, dict[date, Tolerance]()

    def of(self, day: date) -> Tolerance:
        if day not in self._known:
            days, fee = self._value("settlement.bank_match_days", day), self._value("settlement.bank_match_fee", day)
            switch = self._value("exchange.fiat_through_partner_bank", day)
            required = switch == 1 and days is not None and fee is not None
            self._known[day] = Tolerance(min(days or 0, _LONGEST), fee or 0, required)
        return self._known[day]

    def _value(self, parameter: str, day: date) -> int | None:
        held = self._law.filter(
            (pl.col("parameter") == parameter) & (pl.col("since") <= day) & (day < pl.col("until"))
        )["value_base"].drop_nulls()
        return int(held[0]) if len(held) else None


def _without(claimed: pl.DataFrame, booked: pl.DataFrame, tolerances: _Tolerances) -> Iterator[dict[str, Any]]:
    """Transfers of one exchange, direction and currency that get no booking: by reference first, then by amount."""
    amounts = claimed["amount"].to_physical().to_list()
    stated = zip(claimed["since"].to_list(), amounts, strict=True)
    claims = [_claim(day, amount, tolerances.of(day)) for day, amount in stated]
    by_name: defaultdict[str, list[Booking]] = defaultdict(list)
    bookings = booked.select("name", "since", pl.col("amount").to_physical(), "number").rows()
    for name, day, amount, number in bookings:
        by_name[name].extend([Booking(day.toordinal(), amount)] * number)
    left = []
    for place, (name, claim) in enumerate(zip(claimed["name"].to_list(), claims, strict=True)):
        if not _by_reference(claim, by_name.get(name, []) if name else []):
            left.append(place)
    waiting = [_Waiting(claimed["name"][place], claims[place]) for place in left]
    for place in _unserved(waiting, by_name):
        yield claimed.row(left[place], named=True)


class _Waiting(NamedTuple):
    """A transfer that no booking serves by its reference."""

    name: str
    claim: Claim


def _unserved(waiting: list[_Waiting], by_name: dict[str, list[Booking]]) -> list[int]:
    """Places of those that get none of the bookings left.

    Where a transfer goes without and a booking names it, which is too far off to serve it, that is its money
    nevertheless: it is no proof of another, and so it serves none.
    """
    kept: set[str] = set()
    while True:
        free = [booking for name, bookings in by_name.items() if name not in kept for booking in bookings]
        without = unserved([each.claim for each in waiting], free)
        more = {waiting[place].name for place in without if by_name.get(waiting[place].name)} - kept - {""}
        if not more:
            return without
        kept |= more


def _claim(day: date, amount: int, tolerance: Tolerance) -> Claim:
    return Claim(day.toordinal(), amount, tolerance.days, amount * tolerance.fee_ppm // _PPM)


def _by_reference(claim: Claim, named: list[Booking]) -> bool:
    """Take the booking that names the transfer and is nearest in amount, then in days; the earlier of two as near."""
    near = [each for each in named if abs(each.amount - claim.amount) <= claim.fee]
    near = [each for each in near if abs(each.day - claim.day) <= claim.days]
    if near:
        named.remove(min(near, key=lambda each: (abs(each.amount - claim.amount), abs(each.day - claim.day), each)))
    return bool(near)


def _violation(transfer: dict[str, Any], told: BankDays, tolerance: Tolerance) -> dict[str, object]:
    day, exchange = transfer["since"], transfer["exchange"]
    note = f"{transfer['direction']} by {transfer['channel']}; no booking within {tolerance.days} days at "
    row = weighed(
        f"exchange:{exchange}/transfer:{transfer['name']}",
        (day, day),
        transfer["amount"],
        0,
        transfer["currency"],
        note + ", ".join(told.partners(exchange, day)),
    )
    shown = {"sender": transfer["sender"], "filing": transfer["filing"], "row": transfer["row"]}
    return {**row, **shown} if transfer["number"] == 1 else row
