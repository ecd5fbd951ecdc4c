"""Persons who send more abroad in a month than the law lets them, and others who only seem to."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from rugsat.simulation.finance.clients import token_of
from rugsat.simulation.finance.conduct.stage import HOUR, Case, Player, Stage, chain_end, number_of, where
from rugsat.simulation.finance.people import month_limit
from rugsat.simulation.finance.script import Row
from rugsat.simulation.finance.units import CENT

_COUNTRIES = ("RU", "TR", "AE", "DE")
_MOST_EXCHANGES = 5
Month = list[int]
"""Numbers of the days of a month that are simulated."""


def _month(stage: Stage, case: Case) -> Month:
    """The days of one of the months, whole ones before others."""
    firsts = stage.world.plan.months or (stage.on(0).replace(day=1),)
    first = firsts[int(case.rng.integers(len(firsts)))]
    return [day for day in range(stage.days) if stage.on(day).replace(day=1) == first]


def _limit(stage: Stage, month: Month) -> int:
    """The limit of a month, in hundredths."""
    limit = month_limit(stage.world, stage.on(month[0]))
    assert limit is not None
    return int(limit // CENT)


def _spread(case: Case, cents: int, parts: int) -> list[int]:
    """A sum in so many parts, none of them nothing."""
    shares = case.rng.dirichlet(np.full(parts, 4.0))
    cut = [max(1, int(cents * round(float(share), 6))) for share in shares[:-1]]
    return [*cut, cents - sum(cut)]


def _abroad(stage: Stage, case: Case, account: Row, sent: tuple[int, int, str]) -> int:
    """One transfer abroad, on a chain of whole dollars; gives the hundredths for which it counts."""
    day, cents, channel = sent
    rate = int(stage.market.dollar[day])
    said: Row = {"account": number_of(account), "moment": int(case.rng.integers(7 * HOUR, 23 * HOUR)), "outward": True,
                 "channel": channel, "abroad": True, "country": _COUNTRIES[int(case.rng.integers(4))]}  # fmt: skip
    dollars = cents // rate
    if channel == "on_chain" and dollars:
        asset = int(case.rng.choice([0, 1, 5]))
        cents = dollars * rate
        said |= {"asset": asset, "coins": stage.coins(asset, dollars, day), "country": None, "own_wallet": True,
                 **chain_end(case, asset)}  # fmt: skip
    else:
        said["channel"] = "bank"
    stage.send(where(account), day, **said, money=cents * CENT)
    return cents


def _send(stage: Stage, case: Case, account: Row, cents: int, month: Month, *, channels: tuple[str, ...] = ()) -> None:
    """Send a sum abroad in some parts, exactly."""
    parts = int(case.rng.integers(3, 9))
    left = cents
    kinds = channels or ("on_chain", "bank")
    for part in _spread(case, cents, parts)[:-1]:
        day, channel = month[int(case.rng.integers(len(month)))], kinds[int(case.rng.integers(len(kinds)))]
        left -= _abroad(stage, case, account, (day, part, channel))
    if left:
        _abroad(stage, case, account, (month[int(case.rng.integers(len(month)))], left, "bank"))


def _record(stage: Stage, case: Case, account: Row, month: Month, story: str) -> None:
    first: date = stage.on(month[0]).replace(day=1)
    case.record(f"person:{token_of(stage.people, account)}", first, stage.on(month[-1]), story)


def _above(stage: Stage, case: Case, month: Month) -> int:
    """The sum of an offender, in hundredths: above the limit by the size of the case, by a cent at least."""
    limit = _limit(stage, month)
    return limit + max(1, round(limit * case.size))


def limit_passed_on_one_exchange(stage: Stage, case: Case) -> None:
    """One person passes the limit at one exchange."""
    month, account = _month(stage, case), stage.recruit(stage.exchange(case.rng))
    _send(stage, case, account, _above(stage, case, month), month)
    _record(stage, case, account, month, "one person sends more than the limit from one exchange")


def limit_passed_over_several_exchanges(stage: Stage, case: Case) -> None:
    """One person stays below the limit at each exchange and passes it over all."""
    month = _month(stage, case)
    total, limit = _above(stage, case, month), _limit(stage, month)
    count = min(_MOST_EXCHANGES, max(2 + int(case.rng.integers(3)), -(-total * 10 // (limit * 9)) + 1))
    accounts = _accounts(stage, case, count)
    share = total // count
    for number, account in enumerate(accounts):
        _send(stage, case, account, share if number else total - share * (count - 1), month)
    _record(stage, case, accounts[0], month, f"spread over {count} exchanges, each below the limit")


def _accounts(stage: Stage, case: Case, count: int) -> list[Row]:
    """Accounts of one person at so many exchanges."""
    places = case.rng.permutation(stage.world.plan.exchanges)[:count].tolist()
    first = stage.recruit(places[0])
    person, born = int(str(first["person"])), first["born"]
    return [first, *(stage.recruit(place, person=person, born=born) for place in places[1:])]


def limit_passed_with_two_accounts(stage: Stage, case: Case) -> None:
    """One person with two client numbers at one exchange: money from one, coins from the other."""
    month, exchange = _month(stage, case), stage.exchange(case.rng)
    one = stage.recruit(exchange)
    other = stage.recruit(exchange, person=int(str(one["person"])), born=one["born"])
    total = _above(stage, case, month)
    half = total // 2
    _send(stage, case, one, half, month, channels=("bank",))
    _send(stage, case, other, total - half, month)
    _record(stage, case, one, month, "two client numbers of one person at one exchange")


def _below(stage: Stage, case: Case, month: Month, low: float = 0.95) -> int:
    return int(_limit(stage, month) * round(float(case.rng.uniform(low, 0.9995)), 5))


def month_boundary(stage: Stage, case: Case) -> None:
    """Two large transfers some hours apart, in two months; where the country ends between, the first of them."""
    ends = [day for day in range(stage.days) if (stage.on(day) + timedelta(days=1)).day == 1]
    if not ends:
        return
    account, end = stage.recruit(stage.exchange(case.rng)), ends[int(case.rng.integers(len(ends)))]
    first = stage.on(end).replace(day=1)
    month = [day for day in range(stage.days) if stage.on(day).replace(day=1) == first]
    for day in (end, end + 1):
        if day < stage.days:
            _abroad(stage, case, account, (day, _below(stage, case, month, 0.7), "bank"))
    _record(stage, case, account, month, "two large transfers, one on the last day of the month and one after it")


def account_at_home(stage: Stage, case: Case) -> None:
    """Several times the limit, to an account at home."""
    month, account = _month(stage, case), stage.recruit(stage.exchange(case.rng))
    for _ in range(5):
        stage.send(where(account), month[int(case.rng.integers(len(month)))], account=number_of(account),
                   moment=int(case.rng.integers(8 * HOUR, 17 * HOUR)), outward=True, channel="bank",
                   money=_below(stage, case, month) * CENT)  # fmt: skip
    _record(stage, case, account, month, "several times the limit, to an account at home")


def large_inflow(stage: Stage, case: Case) -> None:
    """Many times the limit comes from abroad, and little goes out."""
    month, account = _month(stage, case), stage.recruit(stage.exchange(case.rng))
    for _ in range(6):
        stage.send(where(account), month[int(case.rng.integers(len(month)))], account=number_of(account),
                   moment=int(case.rng.integers(8 * HOUR, 17 * HOUR)), outward=False, channel="bank", abroad=True,
                   country="TR", money=2 * _limit(stage, month) * CENT)  # fmt: skip
    _abroad(stage, case, account, (month[-1], _limit(stage, month) // 10, "bank"))
    _record(stage, case, account, month, "receives twelve times the limit and sends a tenth of it")


def under_limit_on_two_exchanges(stage: Stage, case: Case) -> None:
    """Sends from two exchanges and stays below the limit with both together."""
    month, accounts = _month(stage, case), _accounts(stage, case, 2)
    total = _below(stage, case, month)
    for account, cents in zip(accounts, (total // 2, total - total // 2), strict=True):
        _send(stage, case, account, cents, month)
    _record(stage, case, accounts[0], month, "below the limit with two exchanges together")


def two_persons(stage: Stage, case: Case) -> None:
    """Two persons who could be taken for one each send almost what one may."""
    month, exchange = _month(stage, case), stage.exchange(case.rng)
    one = stage.recruit(exchange)
    other = stage.recruit(stage.exchange(case.rng) if case.look_alike == "two_clients_of_one_name" else exchange,
                          born=one["born"])  # fmt: skip
    for account in (one, other):
        _send(stage, case, account, _below(stage, case, month), month)
        _record(stage, case, account, month, "one of two persons who each send almost the limit")


def limit_raised_in_mid_month(stage: Stage, case: Case) -> None:
    """Passes the old limit after it was raised, and stays below the new one."""
    limits = [stage.limit("exchange.outflow_limit", day) for day in range(stage.days)]
    raised = [
        day for day in range(1, stage.days)
        if (now := limits[day]) and (then := limits[day - 1]) and now > then and stage.on(day).day != 1
    ]  # fmt: skip
    if not raised:
        return
    first = stage.on(raised[0]).replace(day=1)
    month = [day for day in range(raised[0], stage.days) if stage.on(day).replace(day=1) == first]
    account, new = stage.recruit(stage.exchange(case.rng)), limits[raised[0]]
    assert new is not None
    _send(stage, case, account, int(new * 95), month)
    _record(stage, case, account, month, "passes the old limit after the day on which it was raised")


def outflow_corrected(stage: Stage, case: Case) -> None:
    """A transfer is filed with a nought too many, and corrected within the week."""
    month, account = _month(stage, case), stage.recruit(stage.exchange(case.rng))
    rate = int(stage.market.dollar[month[0]])
    dollars = _limit(stage, month) * 4 // 10 // rate
    stage.send(where(account), month[0], account=number_of(account), moment=int(case.rng.integers(8 * HOUR, 17 * HOUR)),
               outward=True, channel="on_chain", asset=1, coins=stage.coins(1, dollars, month[0]), abroad=True,
               own_wallet=True, leg="typo", money=dollars * rate * CENT, **chain_end(case, 1))  # fmt: skip
    _record(stage, case, account, month, "filed with a nought too many and corrected")


OFFENCES: Mapping[str, Player] = {
    "limit_passed_on_one_exchange": limit_passed_on_one_exchange,
    "limit_passed_over_several_exchanges": limit_passed_over_several_exchanges,
    "limit_passed_with_two_accounts": limit_passed_with_two_accounts,
}
LOOK_ALIKES: Mapping[str, Player] = {
    "limit_passed_on_one_exchange/month_boundary": month_boundary,
    "limit_passed_on_one_exchange/account_at_home": account_at_home,
    "limit_passed_on_one_exchange/large_inflow": large_inflow,
    "limit_passed_over_several_exchanges/under_limit_on_two_exchanges": under_limit_on_two_exchanges,
    "limit_passed_over_several_exchanges/two_clients_of_one_name": two_persons,
    "limit_passed_over_several_exchanges/limit_raised_in_mid_month": limit_raised_in_mid_month,
    "limit_passed_with_two_accounts/family_with_own_limits": two_persons,
    "limit_passed_with_two_accounts/outflow_corrected": outflow_corrected,
}
