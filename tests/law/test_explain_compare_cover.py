from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from rugsat.law.compare import compare
from rugsat.law.coverage import Readiness, coverage
from rugsat.law.explain import UnknownParameterError, explain
from rugsat.law.pack import RulePack
from rugsat.law.resolve import NotSet, Resolved

DAY = date(2026, 7, 15)
CHECKS = {
    "power_above_capacity": ("mining.capacity_tolerance",),
    "coins_not_sold": ("mining.sale_share",),
    "fee_unpaid": ("mining.licence_fee", "mining.sale_share"),
    "cap_exceeded": ("household.consumption_cap", "mining.nothing"),
    "word_forbidden": (),
}


def test_a_parameter_is_explained_with_its_history_and_what_rests_on_it(exampleland: RulePack) -> None:
    told = explain(exampleland, "mining.sale_share", on=DAY, rests_on=CHECKS)
    assert told.checks == ("coins_not_sold", "fee_unpaid")
    assert told.note == "A note that a reader must know."
    assert [(str(held.since), held.value) for held in told.history] == [
        ("2024-01-01", Decimal(50)),
        ("2025-01-01", Decimal("75.5")),
    ]
    [answer] = told.answers
    assert isinstance(answer, Resolved)
    assert str(answer.citation) == "Mining law, Art. 8(4)"


def test_an_explanation_goes_through_the_zones(exampleland: RulePack) -> None:
    told = explain(exampleland, "household.consumption_cap", on=date(2026, 1, 1))
    assert [(answer.zone, type(answer)) for answer in told.answers] == [("north", Resolved), ("south", NotSet)]
    assert len(told.history) == 3


def test_an_unknown_parameter_is_refused_with_those_that_sound_alike(exampleland: RulePack) -> None:
    with pytest.raises(UnknownParameterError, match=r"no parameter 'mining.share': did you mean .*mining\.sale_share"):
        explain(exampleland, "mining.share", on=DAY)


def test_jurisdictions_are_compared_by_the_union_of_their_parameters(
    exampleland: RulePack, changed: Callable[..., RulePack]
) -> None:
    other = changed("parameters/mining/other.yaml", "title: {en: Other}\nshape: list\nunit: text\nby: []\nvalues: []\n")
    rows = {row.parameter: row for row in compare([exampleland, RulePack("xa", other.files)], DAY)}
    assert set(rows) == {*exampleland.rulebook.parameters, "mining.other"}
    assert rows["mining.other"].title["en"] == "Other"


def test_a_check_sleeps_while_something_that_it_rests_on_is_not_set(exampleland: RulePack) -> None:
    covered = {row.check: row for row in coverage(exampleland, on=DAY, rests_on=CHECKS)}
    assert {name: row.readiness for name, row in covered.items()} == {
        "power_above_capacity": Readiness.ASLEEP,
        "coins_not_sold": Readiness.AWAKE,
        "fee_unpaid": Readiness.UNVERIFIED,
        "cap_exceeded": Readiness.ASLEEP,
        "word_forbidden": Readiness.AWAKE,
    }
    assert [missing.why for missing in covered["power_above_capacity"].missing] == ["found in no source"]
    assert [missing.why for missing in covered["cap_exceeded"].missing] == ["xa has no parameter of this name"]
    assert {weak.parameter for weak in covered["fee_unpaid"].unverified} == {"mining.licence_fee"}


def test_a_check_that_a_demonstration_wakes_says_so(demonstrated: RulePack) -> None:
    covered = {row.check: row for row in coverage(demonstrated, on=DAY, rests_on=CHECKS)}
    assert covered["power_above_capacity"].readiness is Readiness.AWAKE
    assert covered["power_above_capacity"].kind == "demonstration"
