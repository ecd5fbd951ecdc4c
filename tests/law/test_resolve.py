from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rugsat.kernel.period import FOREVER
from rugsat.law.pack import RulePack
from rugsat.law.resolve import NotSet, Resolved, UnknownPlaceError, is_set, law_rows, resolve
from rugsat.law.shape import Scale, Schedule

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=count) for count in range(30)]


def why(answer: Resolved | NotSet) -> str:
    assert isinstance(answer, NotSet)
    return answer.why


def value(answer: Resolved | NotSet) -> Any:
    assert isinstance(answer, Resolved)
    return answer.value


def test_a_value_holds_from_its_first_day_until_the_next_begins(exampleland: RulePack) -> None:
    held = [resolve(exampleland, "mining.sale_share", day) for day in (date(2024, 12, 31), date(2025, 1, 1))]
    assert [value(answer) for answer in held] == [Decimal(50), Decimal("75.5")]
    assert isinstance(held[1], Resolved)
    assert (held[1].since, held[1].until) == (date(2025, 1, 1), date(2027, 1, 1))


def test_what_is_not_set_says_why(exampleland: RulePack) -> None:
    assert why(resolve(exampleland, "mining.capacity_tolerance", FIRST)) == "found in no source"
    assert why(resolve(exampleland, "mining.sale_share", date(2023, 1, 1))) == "set only from 2024-01-01"
    assert why(resolve(exampleland, "mining.sale_share", date(2027, 1, 1))) == "repealed from 2027-01-01 (Repeal law)"
    assert why(resolve(exampleland, "base.month_index", date(2028, 1, 1))) == "the last value held until 2028-01-01"
    assert "its index base.month_index is not set" in why(
        resolve(exampleland, "mining.licence_fee", date(2028, 1, 1), "large")
    )
    assert why(resolve(exampleland, "mining.nothing", FIRST)) == "xa has no parameter of this name"


def test_an_indexed_amount_is_resolved_into_money_through_the_index_of_the_day(exampleland: RulePack) -> None:
    before = resolve(exampleland, "mining.licence_fee", date(2025, 12, 31), "large")
    after = resolve(exampleland, "mining.licence_fee", date(2026, 1, 1), "large")
    assert value(before) == 2000 * 3932
    assert value(after) == 2000 * 4325
    assert isinstance(after, Resolved)
    assert (after.unit, after.since, after.until) == ("KZT", date(2026, 1, 1), date(2028, 1, 1))
    assert after.counted is not None
    assert (after.counted.count, after.counted.unit, after.counted.index_value) == (Decimal(2000), "MCI", Decimal(4325))


def test_the_confidence_of_an_indexed_amount_is_the_lower_of_the_two(exampleland: RulePack) -> None:
    answers = [resolve(exampleland, "mining.licence_fee", day, "large") for day in (date(2025, 6, 1), date(2026, 6, 1))]
    assert [answer.confidence for answer in answers if isinstance(answer, Resolved)] == ["S2", "W"]
    assert [answer.supports_a_finding for answer in answers if isinstance(answer, Resolved)] == [True, False]


def test_the_law_holds_in_one_zone_and_an_act_in_the_other(exampleland: RulePack) -> None:
    north = resolve(exampleland, "household.consumption_cap", date(2026, 5, 1), zone="north")
    south = resolve(exampleland, "household.consumption_cap", date(2026, 5, 1), zone="south")
    assert isinstance(north, Resolved)
    assert isinstance(south, Resolved)
    assert (north.kind, north.value, south.kind, south.value) == ("law", Decimal(600), "policy", Decimal(700))
    assert south.confidence is None
    assert south.supports_a_finding
    assert value(resolve(exampleland, "household.consumption_cap", date(2026, 6, 1), zone="south")) == 650


def test_a_class_or_zone_that_is_needed_or_unknown_is_refused(exampleland: RulePack) -> None:
    with pytest.raises(UnknownPlaceError, match="differs by zone: say which of north, south"):
        resolve(exampleland, "household.consumption_cap", FIRST)
    with pytest.raises(UnknownPlaceError, match="has no zone 'west'"):
        resolve(exampleland, "household.consumption_cap", FIRST, zone="west")
    with pytest.raises(UnknownPlaceError, match="has no class 'huge'"):
        resolve(exampleland, "mining.sale_share", FIRST, "huge")


def test_a_class_does_not_matter_where_the_parameter_does_not_differ_by_it(exampleland: RulePack) -> None:
    assert value(resolve(exampleland, "mining.sale_share", FIRST, "small", "north")) == Decimal("75.5")


def test_a_scale_gives_the_rate_of_the_bracket(exampleland: RulePack) -> None:
    scale = value(resolve(exampleland, "energy.levy", FIRST))
    assert isinstance(scale, Scale)
    rates = [scale.rate_at(Decimal(price)) for price in ("-1", "0", "4.99", "5", "24")]
    assert rates == [None, Decimal(25), Decimal(25), Decimal("10.5"), Decimal(1)]


def test_a_schedule_gives_the_value_of_the_hour_past_midnight_too(exampleland: RulePack) -> None:
    schedule = value(resolve(exampleland, "energy.tariff_factor", FIRST))
    assert isinstance(schedule, Schedule)
    asked = [(1, 17 * 60), (7, 17 * 60), (7, 23 * 60), (7, 0), (7, 359), (7, 360)]
    factors = [schedule.value_at(month=month, minute=minute) for month, minute in asked]
    assert factors == [Decimal("1.5"), None, Decimal(2), Decimal(2), Decimal(2), None]


def test_rows_hold_the_exact_value_and_whole_base_units(exampleland: RulePack) -> None:
    rows = law_rows(exampleland, ["household.consumption_cap"], date(2026, 5, 1), date(2026, 7, 1))
    held = [(row["zone"], row["since"], row["until"], row["value"], row["value_base"], row["unit"]) for row in rows]
    assert held == [
        ("north", date(2026, 1, 1), FOREVER, Decimal(600), 600_000, "kWh"),
        ("south", date(2026, 2, 1), date(2026, 6, 1), Decimal(700), 700_000, "kWh"),
        ("south", date(2026, 6, 1), FOREVER, Decimal(650), 650_000, "kWh"),
    ]
    assert rows[0] | {"since": 0, "until": 0} == {
        "parameter": "household.consumption_cap", "class": "*", "zone": "north", "since": 0, "until": 0,
        "value": Decimal(600), "value_base": 600_000, "item": "", "unit": "kWh", "kind": "law", "confidence": "S2",
        "act": "Energy law", "article": "", "link": "",
    }  # fmt: skip


def test_a_list_a_scale_and_a_schedule_give_one_row_per_item(exampleland: RulePack) -> None:
    asked = ["mining.forbidden_words", "energy.levy", "energy.tariff_factor"]
    rows = law_rows(exampleland, asked, FIRST, date(2026, 1, 2))
    assert [(row["parameter"], row["item"], row["value"]) for row in rows] == [
        ("energy.levy", "from 0 KZT/kWh", Decimal(25)),
        ("energy.levy", "from 5 KZT/kWh", Decimal("10.5")),
        ("energy.levy", "from 24 KZT/kWh", Decimal(1)),
        ("energy.tariff_factor", "22:00-06:00", Decimal(2)),
        ("energy.tariff_factor", "17:00-22:00 in months 12, 1, 2", Decimal("1.5")),
        ("mining.forbidden_words", "state", None),
        ("mining.forbidden_words", "national", None),
    ]


def test_rows_of_what_is_not_set_are_none(exampleland: RulePack) -> None:
    assert law_rows(exampleland, ["mining.capacity_tolerance", "mining.nothing"], FIRST, FOREVER) == []
    assert not is_set(exampleland, "mining.capacity_tolerance", FIRST)
    assert is_set(exampleland, "household.consumption_cap", FIRST)


def test_the_later_act_holds(changed: Callable[..., RulePack]) -> None:
    pack = changed(
        "acts/order_8.yaml",
        "title: {en: Order 8}\nkind: policy\nstatus: in_force\nsince: 2026-04-01\nsigned: {on: 2026-03-01, by: Head}\n"
        "sets:\n  - {parameter: household.consumption_cap, zone: south, value: 100, until: 2026-07-01}\n",
    )
    days = (date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 1))
    held = [value(resolve(pack, "household.consumption_cap", day, zone="south")) for day in days]
    assert held == [700, 100, 650, 650]


Item = tuple[int, int | None, int | None]
"""First day, first day after (None: open), value (None: repealed)."""


@st.composite
def layers(draw: st.DrawFn) -> tuple[list[Item], list[list[Item]], list[Item]]:
    """Law, acts and a tried act whose days do not collide where they may not."""

    def series(free: set[int]) -> list[Item]:
        starts = sorted(draw(st.sets(st.sampled_from(sorted(free)), max_size=4)) if free else [])
        result: list[Item] = []
        for place, start in enumerate(starts):
            limit = starts[place + 1] if place + 1 < len(starts) else len(DAYS)
            until = draw(st.none() | st.integers(start + 1, limit)) if start < limit else None
            result.append((start, until, draw(st.none() | st.integers(0, 99))))
        return result

    law = series(set(range(len(DAYS) - 1)))
    covered = {day for day in range(10**3) if _law(law, day) is not None}
    acts, taken = [], set[int]()
    for _ in range(draw(st.integers(0, 3))):
        items = [item for item in _ended(series(set(range(len(DAYS) - 1)))) if not covered & _days(item)]
        items = [item for item in items if item[0] not in taken]
        taken |= {item[0] for item in items}
        acts.append(items)
    return law, acts, series(set(range(len(DAYS) - 1)))


def _ended(items: list[Item]) -> list[Item]:
    """Acts as they are meant: each item until the next, so that leaving one out lets no other run on."""
    ends = [*(later[0] for later in items[1:]), None]
    return [(since, until or end, held) for (since, until, held), end in zip(items, ends, strict=False)]


def _days(item: Item) -> set[int]:
    return set(range(item[0], 10**3 if item[1] is None else item[1]))


def _law(items: list[Item], day: int) -> int | None:
    """Brute force: the last item that began, unless it ended or repealed."""
    begun = [item for item in items if item[0] <= day]
    if not begun or (begun[-1][1] is not None and begun[-1][1] <= day):
        return None
    return begun[-1][2]


def _oracle(law: list[Item], acts: list[list[Item]], tried: list[Item], day: int) -> int | None:
    on_trial = [item for item in tried if item[0] <= day]
    if on_trial and (on_trial[-1][1] is None or day < on_trial[-1][1]):
        return on_trial[-1][2]
    holding = [item for items in acts for item in items if day in _days(item)]
    latest = max(holding, default=None, key=lambda item: item[0])
    return latest[2] if latest else _law(law, day)


def _item(item: Item, rest: str) -> str:
    since, until, held = item
    until_text = "" if until is None else f"until: {FIRST + timedelta(days=until)}, "
    value_text = "null" if held is None else str(held)
    return f"  - {{since: {FIRST + timedelta(days=since)}, {until_text}value: {value_text}, {rest}}}\n"


def _pack(law: list[Item], acts: list[list[Item]], tried: list[Item], country: str) -> RulePack:
    values = "".join(_item(item, "confidence: P, source: {act: Law}") for item in law)
    head = "title: {en: Thing}\nshape: amount\nunit: count\nby: []\n"
    files = {
        "jurisdiction.yaml": country,
        "parameters/a/b.yaml": head + ("values:\n" + values if law else "values: []\n"),
    }
    act = "title: {en: Act}\nkind: policy\nsince: 2026-01-01\nsigned: {on: 2025-12-01, by: Head}\nsets:"
    for name, status, items in [
        *((f"act_{n}", "in_force", items) for n, items in enumerate(acts)),
        ("tried", "draft", tried),
    ]:
        sets = "\n" + "".join(_item(item, "parameter: a.b") for item in items) if items else " []\n"
        files[f"acts/{name}.yaml"] = f"status: {status}\n{act}{sets}"
    return RulePack("xa", files, "tried")


@settings(deadline=None)
@given(layers())
def test_resolving_agrees_with_a_day_by_day_oracle(
    exampleland: RulePack, made: tuple[list[Item], list[list[Item]], list[Item]]
) -> None:
    pack = _pack(*made, exampleland.files["jurisdiction.yaml"])
    rows = law_rows(pack, ["a.b"], DAYS[0], DAYS[-1] + timedelta(days=5))
    for number, day in enumerate(DAYS):
        expected = _oracle(*made, number)
        answer = resolve(pack, "a.b", day)
        assert (answer.value if isinstance(answer, Resolved) else None) == expected, (made, number)
        held = [row["value"] for row in rows if row["since"] <= day < row["until"]]
        assert held == ([] if expected is None else [expected])
