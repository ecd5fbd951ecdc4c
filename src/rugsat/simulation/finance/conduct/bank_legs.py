"""Transfers of money that no partner bank booked as filed, and bookings that only look amiss."""

from collections.abc import Mapping
from datetime import timedelta

from rugsat.simulation.finance.conduct.stage import HOUR, Case, Player, Stage
from rugsat.simulation.finance.units import CENT

_MOST = 20
"""Transfers of one case at the most: in a large country a share of a day is very many."""
_EVENTS_FOR_A_MONEY_TRANSFER = 55
_PER_MILLION = 1_000_000


def _pay(stage: Stage, case: Case, what: tuple[int, int, int], leg: str, story: str = "", **said: object) -> None:
    """A client pays in by bank; with a story, the answer is about this transfer."""
    exchange, day, cents = what
    told = {"told": case.on_transfer(exchange, story)} if story else {}
    usual: dict[str, object] = {"account": stage.anybody(exchange, case.rng), "outward": False, "channel": "bank",
                                "moment": int(case.rng.integers(8 * HOUR, 17 * HOUR)), "leg": leg}  # fmt: skip
    stage.send(exchange, day, **{**usual, "money": cents * CENT, **told, **said})


def _cents(stage: Stage, case: Case, day: int) -> int:
    return int(stage.money(float(case.rng.uniform(60, 900)), day) // CENT) + int(case.rng.integers(1, 99))


def _slot(stage: Stage) -> tuple[int, int] | None:
    """An exchange and a day, so far from both ends of the country that the days on which a bank may book are in it."""
    wait = int(stage.limit("settlement.bank_match_days", 0) or 0)
    slot = stage.take("money days", stage.exchange_days(), lambda _, day: wait <= day < stage.days - wait)
    return None if slot is None else (slot[0], slot[1])


def _count(stage: Stage, case: Case, exchange: int, days: int) -> int:
    """How many transfers a share of the exchange's money transfers is; one at least."""
    if case.difficulty is not None and case.difficulty.low >= 1:
        return round(case.size)
    ordinary = (
        stage.world.plan.events_a_day * float(stage.people.shares[exchange]) / _EVENTS_FOR_A_MONEY_TRANSFER * days
    )
    return min(_MOST, max(1, round(case.size * ordinary)))


def bank_leg_invented(stage: Stage, case: Case) -> None:
    """Transfers of a day that no bank booked."""
    slot = _slot(stage)
    if slot is None:
        return
    exchange, day = slot
    for _ in range(_count(stage, case, exchange, 1)):
        _pay(stage, case, (exchange, day, _cents(stage, case, day)), "none", "no bank ever booked it")


def bank_leg_amount_altered(stage: Stage, case: Case) -> None:
    """A transfer that is filed with more than was booked, by more than any fee."""
    slot = _slot(stage)
    if slot is None:
        return
    fee = stage.limit("settlement.bank_match_fee", slot[1]) or 0
    share = case.size
    if case.difficulty is not None and case.difficulty.stated_in:
        share = float(fee) / 100 * (1 + case.size) if fee else 0.005 * case.size
    leg = f"altered:{max(1, round(share * _PER_MILLION))}"
    _pay(stage, case, (*slot, _cents(stage, case, slot[1])), leg, f"filed with {share:.4f} more than was booked")


def bank_leg_used_twice(stage: Stage, case: Case) -> None:
    """Two transfers of one amount on one day; the bank has one booking, which names the first."""
    slot = _slot(stage)
    if slot is None:
        return
    exchange, day = slot
    for _ in range(max(1, _count(stage, case, exchange, 1) // 2)):
        cents = _cents(stage, case, day)
        _pay(stage, case, (exchange, day, cents), "once")
        _pay(stage, case, (exchange, day, cents), "none", "shares the booking of another transfer of the day")


def leg_at_bank_without_partnership(stage: Stage, case: Case) -> None:
    """Transfers of the month that went through a bank which is no partner."""
    slot = stage.take("no partner", stage.exchanges())
    if slot is None:
        return
    wait = int(stage.limit("settlement.bank_match_days", 0) or 0)
    if stage.days <= 2 * wait:
        return
    for _ in range(_count(stage, case, slot[0], stage.days)):
        day = int(case.rng.integers(wait, stage.days - wait))
        _pay(stage, case, (slot[0], day, _cents(stage, case, day)), "none", "settled at a bank that is no partner")


def _one(leg: str, story: str) -> Player:
    """A player of one innocent transfer with a leg of a kind."""

    def play(stage: Stage, case: Case) -> None:
        slot = _slot(stage)
        if slot is not None:
            _pay(stage, case, (*slot, _cents(stage, case, slot[1])), leg, story)

    return play


def filed_in_next_month(stage: Stage, case: Case) -> None:
    """A transfer of a month's last evening is booked on the first of the next, which may be after the country's end."""
    ends = [day for day in range(stage.days) if (stage.on(day) + timedelta(days=1)).day == 1]
    if ends:
        day, exchange = ends[int(case.rng.integers(len(ends)))], stage.exchange(case.rng)
        leg = "late" if day + 1 < stage.days else "after"
        _pay(stage, case, (exchange, day, _cents(stage, case, day)), leg,
             "sent on the last evening of the month and booked on the first of the next", moment=22 * HOUR)  # fmt: skip


def same_amount_twice(stage: Stage, case: Case) -> None:
    """The same round amount twice on a day, from one client or from two of one name, with two bookings."""
    slot = _slot(stage)
    if slot is None:
        return
    exchange, day = slot
    cents = stage.money(float(case.rng.integers(1, 9)) * 100, day) // CENT // 100 * 100
    one = stage.anybody(exchange, case.rng)
    other = one if case.look_alike == "same_amount_twice_on_one_day" else stage.anybody(exchange, case.rng)
    for number, account in enumerate((one, other)):
        _pay(stage, case, (exchange, day, cents), "once", "one of two transfers of one amount, each with its booking",
             account=account, moment=10 * HOUR + number * HOUR // 2)  # fmt: skip


def partner_from_mid_month(stage: Stage, case: Case) -> None:
    """A bank that becomes a partner in mid-month books from its first day on."""
    slot = stage.take("later partner", stage.exchanges())
    if slot is None or not stage.mid:
        return
    stage.script.partner_later[slot[0]] = stage.mid
    for day in range(stage.mid, min(stage.mid + 2, stage.days)):
        _pay(
            stage,
            case,
            (slot[0], day, _cents(stage, case, day)),
            "last_partner",
            "booked at a partner from this day on",
        )


def internal_move_without_client(stage: Stage, case: Case) -> None:
    """The exchange moves own money between two banks."""
    slot = _slot(stage)
    if slot is not None:
        exchange, day = slot
        stage.script.own_moves[exchange, day] = _cents(stage, case, day) * 50
        case.record(f"exchange:{stage.lei(exchange)}", stage.on(day), stage.on(day), "own money between two banks")


OFFENCES: Mapping[str, Player] = {
    "bank_leg_invented": bank_leg_invented,
    "bank_leg_amount_altered": bank_leg_amount_altered,
    "bank_leg_used_twice": bank_leg_used_twice,
    "leg_at_bank_without_partnership": leg_at_bank_without_partnership,
}
LOOK_ALIKES: Mapping[str, Player] = {
    "bank_leg_invented/booked_a_day_late": _one("late", "booked a day late"),
    "bank_leg_invented/less_a_fee": _one("fee", "booked less the bank's fee"),
    "bank_leg_invented/filed_in_next_month": filed_in_next_month,
    "bank_leg_used_twice/same_amount_twice_on_one_day": same_amount_twice,
    "bank_leg_used_twice/two_clients_of_one_name": same_amount_twice,
    "bank_leg_amount_altered/internal_move_without_client": internal_move_without_client,
    "leg_at_bank_without_partnership/partner_from_mid_month": partner_from_mid_month,
    "leg_at_bank_without_partnership/reference_left_out": _one("no_reference", "the booking has no reference"),
}
