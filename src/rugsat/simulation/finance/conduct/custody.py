"""Too little kept cold, or less than clients are owed; and wallets that only seem so."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from rugsat.simulation.finance.conduct.stage import HOUR, Case, Player, Stage, chain_end, number_of
from rugsat.simulation.finance.custody import days_of_account, wallets_of
from rugsat.simulation.finance.script import Row

_COLD, _COVER = "exchange.cold_storage_share", "exchange.reserve_share"
_WELL_HELD = (0, 1, 4, 5)
"""Assets of which the clients of every exchange hold a good deal."""
_HABIT = Fraction(80)
"""Percent that exchanges keep cold where no law says how much; nobody is planted as an offender against it."""
_EVENTS_FOR_A_WITHDRAWAL = 360
_TENTH_OF_A_MILLIONTH = 10**7


def _least(stage: Stage, day: int) -> Fraction:
    return (stage.limit(_COLD, day) or _HABIT) / 100


def _fine(share: Fraction) -> Fraction:
    return Fraction(round(share * _TENTH_OF_A_MILLIONTH), _TENTH_OF_A_MILLIONTH)


def _cold(stage: Stage, case: Case, slot: tuple[int, ...] | None, share: Fraction, story: str) -> None:
    if slot is not None:
        exchange, day = slot
        stage.script.cold[exchange, stage.on(day)] = _fine(share)
        case.record(f"exchange:{stage.lei(exchange)}", stage.on(day), stage.on(day), story)


def too_little_kept_cold(stage: Stage, case: Case) -> None:
    """The cold share of a day of account is below the minimum."""
    slot = stage.take("cold", stage.account_days())
    if slot is not None:
        share = _least(stage, slot[1]) * (1 - Fraction(case.size).limit_denominator(10_000))
        _cold(stage, case, slot, share, "less cold than the minimum")


def cold_share_falls_between_dates(stage: Stage, case: Case) -> None:
    """The cold share is broken between the ends of months and kept at them."""
    last = days_of_account(stage.world)[-1]
    slot = stage.take("cold", stage.account_days(), lambda _, day: day != last)
    if slot is not None:
        share = _least(stage, slot[1]) * (1 - Fraction(case.size).limit_denominator(10_000))
        _cold(stage, case, slot, share, "less cold than the minimum in mid-month, and enough at the month's end")


def _share_kept(above: str, story: str) -> Player:
    """A player of a day of account on which the share is the minimum, or above it by a little."""

    def play(stage: Stage, case: Case) -> None:
        slot = stage.take("cold", stage.account_days())
        if slot is not None:
            _cold(stage, case, slot, min(Fraction(1), _least(stage, slot[1]) + Fraction(above)), story)

    return play


def own_assets_hot(stage: Stage, case: Case) -> None:
    """Large own stock in hot wallets, beside clients' assets that are cold enough."""
    slot = stage.take("cold", stage.account_days())
    if slot is not None:
        stage.script.rich.add(slot[0])
        _cold(stage, case, slot, _least(stage, slot[1]) + Fraction(1, 100), "the exchange's own stock is large and hot")


def large_hot_balance_with_larger_cold(stage: Stage, case: Case) -> None:
    """The largest exchange keeps the share."""
    largest = int(stage.people.shares.argmax())
    slot = stage.take("cold", stage.account_days(), lambda exchange, _: exchange == largest)
    if slot is not None:
        _cold(
            stage, case, slot, _least(stage, slot[1]) + Fraction(1, 200), "the largest hot wallet, and the largest cold"
        )


def minimum_changed_in_mid_month(stage: Stage, case: Case) -> None:
    """Below a raised minimum until the day before it holds, and above it from then on."""
    change = next((day for day in range(1, stage.days) if _least(stage, day) > _least(stage, day - 1)), None)
    if change is None:
        return
    slot = stage.take("cold", stage.account_days(), lambda _, day: day < change)
    if slot is not None:
        _cold(stage, case, slot, (_least(stage, change) + _least(stage, change - 1)) / 2, "below the minimum to come")


def _asset_days(stage: Stage) -> list[tuple[int, ...]]:
    return [(*slot, asset) for slot in stage.account_days() for asset in _WELL_HELD]


def _cover(stage: Stage, case: Case, cover: Fraction, story: str) -> tuple[int, ...] | None:
    slot = stage.take("cover", _asset_days(stage))
    if slot is not None:
        exchange, day, asset = slot
        least = (stage.limit(_COVER, day) or Fraction(100)) / 100
        stage.script.cover[exchange, stage.on(day), asset] = cover * least
        case.record(stage.of_asset(exchange, asset), stage.on(day), stage.on(day), story)
    return slot


def _missing(case: Case) -> Fraction:
    return 1 - Fraction(case.size).limit_denominator(100_000)


def clients_assets_lent_out(stage: Stage, case: Case) -> None:
    """A part of what clients are owed is missing."""
    _cover(stage, case, _missing(case), "lent to an affiliate")


def one_asset_short_another_long(stage: Stage, case: Case) -> None:
    """One asset is short, and of another there is more than is owed."""
    slot = _cover(stage, case, _missing(case), "exchanged into another asset, of which there is more than is owed")
    if slot is not None:
        exchange, day, asset = slot
        other = (exchange, stage.on(day), next(each for each in (2, 3) if each != asset))
        stage.script.cover.setdefault(other, Fraction(3, 2))


def own_reserve_counted_for_clients(stage: Stage, case: Case) -> None:
    """Clients' wallets are short, and the exchange's own would make up for it."""
    slot = _cover(stage, case, _missing(case), "the exchange's own wallets would make up for it")
    if slot is not None:
        stage.script.rich.add(slot[0])


def _covered(cover: str, story: str, *, custodian: bool = False, rich: bool = False) -> Player:
    """A player of a day of account on which an asset is covered."""

    def play(stage: Stage, case: Case) -> None:
        slot = _cover(stage, case, Fraction(cover), story)
        if slot is not None and custodian:
            stage.script.custodians.add(slot[0])
        if slot is not None and rich:
            stage.script.rich.add(slot[0])

    return play


def reserve_shown_by_two_exchanges(stage: Stage, case: Case) -> None:
    """A wallet of one exchange is shown by another too."""
    slot = _shown(stage, lambda *_: True)
    if slot is None:
        return
    exchange, day = slot
    lender = (exchange + 1 + int(case.rng.integers(stage.world.plan.exchanges - 1))) % stage.world.plan.exchanges
    wallet = wallets_of(stage.world, lender)["cold_1", "bitcoin"]
    stage.script.extra[exchange, stage.on(day)].append(_line(wallet, case.size))
    case.record(
        f"exchange:{stage.lei(exchange)}", stage.on(day), stage.on(day), f"shows a wallet of {stage.lei(lender)}"
    )


def _shown(stage: Stage, wanted: Callable[..., bool]) -> tuple[int, ...] | None:
    """A day of account on which further cold coins neither mend nor break what another story says of it."""
    slot = stage.take("cold", stage.account_days(), wanted)
    if slot is not None:
        stage.take("cover", _asset_days(stage), lambda *each: each == (*slot, 0))
    free = slot is not None and (slot[0], stage.on(slot[1]), 0) not in stage.script.cover
    return slot if free else None


def _line(wallet: str, share: float) -> Row:
    return {
        "wallet": wallet,
        "role": "cold_1",
        "third_party": None,
        "asset": 0,
        "share": Fraction(share).limit_denominator(10_000),
    }


def shared_custodian(stage: Stage, case: Case) -> None:
    """Two exchanges have one custodian, which keeps a wallet for each."""
    one, other = case.rng.permutation(stage.world.plan.exchanges)[:2].tolist()
    stage.script.custodians |= {one, other}
    for exchange in (one, other):
        case.record(
            f"exchange:{stage.lei(exchange)}",
            stage.on(0),
            stage.on(stage.days - 1),
            "a custodian keeps a wallet for each",
        )


def coins_moved_between_days(stage: Stage, case: Case) -> None:
    """Coins go from one exchange to another between two days of account; each shows them on its own days."""
    days = days_of_account(stage.world)
    if len(days) < 2:
        return
    slots = [_shown(stage, lambda _, day, wanted=wanted: day == wanted) for wanted in days[:2]]
    for slot in slots:
        if slot is None:
            continue
        exchange, day = slot
        wallet = wallets_of(stage.world, exchange)["cold_2", "bitcoin"]
        stage.script.extra[exchange, stage.on(day)].append(
            {**_line(wallet, 0.05), "asset": 7}
        )  # on the other chain, so that no line stands twice
        case.record(
            f"exchange:{stage.lei(exchange)}", stage.on(day), stage.on(day), "shows the coins on its own days only"
        )


def hot_wallet_filed_as_cold(stage: Stage, case: Case) -> None:
    """Clients are paid from a wallet that is filed as cold."""
    slot = stage.take("paid from cold", stage.exchange_days())
    if slot is None:
        return
    exchange, day = slot
    ordinary = stage.world.plan.events_a_day * float(stage.people.shares[exchange]) / _EVENTS_FOR_A_WITHDRAWAL
    subtle = case.difficulty is not None and case.difficulty.low >= 1
    count = round(case.size) if subtle else min(50, max(1, round(ordinary * case.size)))
    wallet = wallets_of(stage.world, exchange)["cold_1", "eip155"]
    for _ in range(count):
        client, dollars = stage.recruit(exchange), float(case.rng.uniform(20, 200))
        said = {"account": number_of(client), "moment": int(case.rng.integers(HOUR, 23 * HOUR)), "outward": True,
                "channel": "on_chain", "asset": 1, "coins": stage.coins(1, dollars, day),
                "money": stage.money(dollars, day), "abroad": True, "own_wallet": True, "house": wallet}  # fmt: skip
        stage.send(exchange, day, **said, **chain_end(case, 1))
    case.record(
        f"exchange:{stage.lei(exchange)}",
        stage.on(day),
        stage.on(day),
        f"{count} withdrawals paid from a wallet filed as cold",
    )


def cold_wallet_refills_hot(stage: Stage, case: Case) -> None:
    """A cold wallet pays no client; what it gives the hot one is no transfer of a client."""
    exchange = stage.exchange(case.rng)
    case.record(
        f"exchange:{stage.lei(exchange)}", stage.on(0), stage.on(stage.days - 1), "its cold wallet refills the hot one"
    )


OFFENCES: Mapping[str, Player] = {
    "too_little_kept_cold": too_little_kept_cold,
    "cold_share_falls_between_dates": cold_share_falls_between_dates,
    "clients_assets_lent_out": clients_assets_lent_out,
    "one_asset_short_another_long": one_asset_short_another_long,
    "own_reserve_counted_for_clients": own_reserve_counted_for_clients,
    "reserve_shown_by_two_exchanges": reserve_shown_by_two_exchanges,
    "hot_wallet_filed_as_cold": hot_wallet_filed_as_cold,
}
LOOK_ALIKES: Mapping[str, Player] = {
    "too_little_kept_cold/exactly_at_the_minimum": _share_kept("0", "exactly at the minimum"),
    "too_little_kept_cold/own_assets_hot": own_assets_hot,
    "too_little_kept_cold/large_hot_balance_with_larger_cold": large_hot_balance_with_larger_cold,
    "too_little_kept_cold/minimum_changed_in_mid_month": minimum_changed_in_mid_month,
    "cold_share_falls_between_dates/price_jump": _share_kept(
        "1/200", "a jump of price brings the share near the minimum"
    ),
    "cold_share_falls_between_dates/moved_within_the_day": _share_kept(
        "1/125", "refilled in the afternoon, kept in the evening"
    ),
    "clients_assets_lent_out/exactly_covered": _covered("1", "covered to the last unit"),
    "clients_assets_lent_out/withdrawals_not_yet_sent": _covered("1.02", "booked off, and not yet sent"),
    "clients_assets_lent_out/held_by_third_party": _covered("1.001", "a custodian keeps a part", custodian=True),
    "one_asset_short_another_long/balances_locked_for_orders": _covered(
        "1", "locked and available together are covered"
    ),
    "own_reserve_counted_for_clients/own_wallet_beside_full_cover": _covered(
        "1.0005", "large own wallets beside full cover", rich=True
    ),
    "reserve_shown_by_two_exchanges/shared_custodian": shared_custodian,
    "reserve_shown_by_two_exchanges/coins_moved_between_days": coins_moved_between_days,
    "hot_wallet_filed_as_cold/cold_wallet_refills_hot": cold_wallet_refills_hot,
}
