"""Margin positions above the cap at the end of a day, and positions that come close to it."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from rugsat.simulation.finance.conduct.stage import Case, Player, Stage, number_of
from rugsat.simulation.finance.script import MarginStory, Row
from rugsat.simulation.finance.units import LOTS

_CAP = "exchange.leverage_cap"


def _cap(stage: Stage, day: int) -> Fraction:
    cap = stage.limit(_CAP, min(max(day, 0), stage.days - 1))
    assert cap is not None
    return cap


def _hold(
    stage: Stage, case: Case, days: tuple[int, int], leverage: Callable[[int], Fraction], dollars: float = 0
) -> Row:
    """Give somebody a position; its lots can be divided by the cap, so that a leverage can be met exactly."""
    account = stage.recruit(stage.exchange(case.rng), client_class="professional")
    _position(stage, case, account, days, leverage, dollars)
    return account


def _position(
    stage: Stage,
    case: Case,
    account: Row,
    days: tuple[int, int],
    leverage: Callable[[int], Fraction],
    dollars: float = 0,
) -> None:
    asset = int(case.rng.integers(5))
    worth = dollars or float(case.rng.uniform(800, 30_000))
    even = _cap(stage, 0).numerator * _cap(stage, stage.days - 1).numerator
    lots = max(1, stage.coins(asset, worth, 0) // int(LOTS[asset]) // even) * even
    story = MarginStory(number_of(account), asset, lots, days[0], days[1], leverage)
    stage.script.positions[int(str(account["exchange"]))].append(story)


def _above(case: Case) -> Fraction:
    return 1 + Fraction(case.size).limit_denominator(10_000)


def _record(stage: Stage, case: Case, account: Row, days: tuple[int, int], story: str) -> None:
    case.record(stage.of_account(account), stage.on(days[0]), stage.on(days[1]), story)


def position_above_leverage_cap(stage: Stage, case: Case) -> None:
    """A position is above the cap on every evening of some days."""
    days = stage.run(case, int(case.rng.integers(1, 6)))
    assert days is not None
    account = _hold(stage, case, days, lambda day: _cap(stage, day) * _above(case))
    _record(stage, case, account, days, "a position above the cap over night")


def _lowered(stage: Stage) -> int | None:
    return next((day for day in range(1, stage.days) if _cap(stage, day) < _cap(stage, day - 1)), None)


def cap_lowered_and_position_kept(stage: Stage, case: Case) -> None:
    """A position that was lawful is above the cap from the day on which this is lowered."""
    change = _lowered(stage)
    if change is None:
        return
    first, last = max(0, change - 5), min(stage.days - 1, change + int(case.rng.integers(1, 8)))
    new, old = _cap(stage, change), _cap(stage, change - 1)
    before, after = min(new * _above(case), old * Fraction(97, 100)), new * _above(case)
    account = _hold(stage, case, (first, last), lambda day: before if day < change else after)
    _record(stage, case, account, (change, last), "kept as it was when the cap was lowered")


def losses_lift_leverage_above_cap(stage: Stage, case: Case) -> None:
    """A position opened below the cap is above it for some days."""
    days = stage.run(case, 4, first=1)
    if days is None:
        return
    first, last = days
    account = _hold(stage, case, (first - 1, last),
                    lambda day: _cap(stage, day) * (Fraction(4, 5) if day < first else _above(case)))  # fmt: skip
    _record(stage, case, account, days, "losses lift the position above the cap, and nobody acts")


def exactly_at_the_cap(stage: Stage, case: Case) -> None:
    """A position at exactly the cap."""
    days = stage.run(case, 3)
    assert days is not None
    account = _hold(stage, case, days, lambda day: _cap(stage, day))
    _record(stage, case, account, days, "exactly at the cap")


def large_and_fully_funded(stage: Stage, case: Case) -> None:
    """The largest position of the country, backed by almost its whole size."""
    days = stage.run(case, 6)
    assert days is not None
    account = _hold(stage, case, days, lambda _: Fraction(26, 25), 4_000_000)
    _record(stage, case, account, days, "the largest position, backed by almost its whole size")


def two_positions_of_one_client(stage: Stage, case: Case) -> None:
    """Two positions of one client, each below the cap."""
    days = stage.run(case, 4)
    assert days is not None
    account = _hold(stage, case, days, lambda day: _cap(stage, day) * Fraction(9, 10))
    _position(stage, case, account, days, lambda day: _cap(stage, day) * Fraction(22, 25))
    _record(stage, case, account, days, "two positions of one client, each below the cap")


def between_caps_before_the_change(stage: Stage, case: Case) -> None:
    """A position between the new and the old cap until the day of the change, and then below the new one."""
    change = _lowered(stage)
    if change is None:
        return
    between = (_cap(stage, change) + _cap(stage, change - 1)) / 2
    days = max(0, change - 4), min(stage.days - 1, change + 3)
    account = _hold(stage, case, days, lambda day: between if day < change else _cap(stage, change) * Fraction(19, 20))
    _record(stage, case, account, days, "brought down on the day on which the cap was lowered")


def cap_changed_in_mid_month(stage: Stage, case: Case) -> None:
    """A position above the old cap is opened on the day on which the cap is raised."""
    change = next((day for day in range(1, stage.days) if _cap(stage, day) > _cap(stage, day - 1)), None)
    if change is None:
        return
    days = change, min(stage.days - 1, change + 4)
    account = _hold(stage, case, days, lambda day: (_cap(stage, day) + _cap(stage, change - 1)) / 2)
    _record(stage, case, account, days, "opened above the old cap when the cap was raised")


def closed_within_the_day(stage: Stage, case: Case) -> None:
    """Above the cap at noon, refilled before the day ends."""
    days = stage.run(case, 2)
    assert days is not None
    account = _hold(stage, case, days, lambda day: _cap(stage, day) * Fraction(93, 100))
    _record(stage, case, account, days, "refilled before the end of the day")


OFFENCES: Mapping[str, Player] = {
    "position_above_leverage_cap": position_above_leverage_cap,
    "cap_lowered_and_position_kept": cap_lowered_and_position_kept,
    "losses_lift_leverage_above_cap": losses_lift_leverage_above_cap,
}
LOOK_ALIKES: Mapping[str, Player] = {
    "position_above_leverage_cap/exactly_at_the_cap": exactly_at_the_cap,
    "position_above_leverage_cap/large_and_fully_funded": large_and_fully_funded,
    "position_above_leverage_cap/two_positions_of_one_client": two_positions_of_one_client,
    "cap_lowered_and_position_kept/between_caps_before_the_change": between_caps_before_the_change,
    "cap_lowered_and_position_kept/cap_changed_in_mid_month": cap_changed_in_mid_month,
    "losses_lift_leverage_above_cap/closed_within_the_day": closed_within_the_day,
}
