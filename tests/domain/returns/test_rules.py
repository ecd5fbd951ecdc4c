"""Each rule kind finds what breaks it, and nothing else."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rugsat.domain.returns.distinct import Distinct
from rugsat.domain.returns.rulebook import UnknownRuleError, judges_of, rule_kinds
from rugsat.domain.returns.rules.lei import are_lei
from rugsat.domain.returns.rules.unique import Uniqueness
from rugsat.kernel.identifiers.lei import is_lei
from rugsat.law.returns.column_rule import KINDS as COLUMN_KINDS
from rugsat.law.returns.definition import InputType, ReturnColumn, Rule
from rugsat.law.returns.row_rule import KINDS as ROW_KINDS

LEI = "5493001KJTIIGC8Y1R12"
PLAIN = st.decimals(-(10**6), 10**6, places=6, allow_nan=False).map(lambda value: f"{value:f}")


def test_every_rule_that_the_law_can_write_is_judged():
    assert rule_kinds() == COLUMN_KINDS.keys() | ROW_KINDS.keys()


def test_an_unknown_rule_is_refused(setting):
    with pytest.raises(UnknownRuleError, match="add rules/telepathy"):
        judges_of(setting([ReturnColumn("x", InputType.TEXT, "")], [Rule("telepathy", "x")]))


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        (Rule("lei", "x"), [LEI], [LEI[:-1] + "3", LEI.lower(), LEI + "0", "9.60E+19"]),
        (Rule("dti", "x"), ["V15WLZJMF"], ["V15WLZJMG", "4H95J0R2Y"]),
        (Rule("bic", "x"), ["DEUTDEFF", "DEUTDEFF500"], ["DEUTXXFF", "deutdeff"]),
        (Rule("country", "x"), ["TM", "KZ"], ["QQ", "tm", "TKM", " TM"]),
        (Rule("currency", "x"), ["TMT", "USD"], ["ZZZ", "usd"]),
        (Rule("chain", "x"), ["eip155:1"], ["eip155"]),
        (Rule("account", "x"), ["eip155:1:0xab"], ["0xab"]),
        (Rule("asset", "x"), ["eip155:1/slip44:60"], ["eip155:1"]),
        (Rule("one_of", "x", {"values": ["BUYI", "SELL"]}), ["BUYI"], ["buyi", "HOLD"]),
        (Rule("pattern", "x", {"regex": "[A-Z]{2}|x", "like": "AB"}), ["AB", "x"], ["ABC", "xA", "A"]),
        (Rule("length", "x", {"at_least": 2, "at_most": 3}), ["ýaş", "ab"], ["a", "abcd"]),
    ],
)
def test_a_rule_on_text_names_the_bad_and_passes_the_good(faults_of_values, rule, good, bad):
    values = [*good, None, *bad]
    expected = [(number, rule.id) for number in range(len(good) + 2, len(values) + 1)]
    assert faults_of_values(InputType.TEXT, values, rule) == expected


@given(st.lists(st.from_regex("[0-9A-Z]{18}[0-9]{2}", fullmatch=True) | st.just(LEI) | st.text(max_size=21)))
def test_many_leis_are_judged_as_one_is(values):
    assert are_lei(pl.Series(values, dtype=pl.String)).to_list() == [is_lei(value) for value in values]


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", "d", None]), min_size=1)))
def test_values_are_judged_alike_in_every_batch(batches):
    seen = Distinct.of(lambda value: value in "ac")
    for batch in batches:
        bad = seen.bad(pl.Series(batch, dtype=pl.String)).fill_null(value=False)
        assert bad.to_list() == [value in {"b", "d"} for value in batch]


def test_bounds_are_exact_beyond_the_digits_of_a_double(faults_of_values):
    bound = Decimal("10000000000000000000.000000000000000001")
    values = [
        "10000000000000000000",
        "10000000000000000000.000000000000000001",
        "10000000000000000000.000000000000000002",
    ]
    found = {
        name: [row for row, _ in faults_of_values(InputType.DECIMAL, values, Rule("range", "x", {name: bound}))]
        for name in ("above", "at_least", "below", "at_most")
    }
    assert found == {"above": [1, 2], "at_least": [1], "below": [2, 3], "at_most": [3]}


def test_digits_behind_the_point_are_counted_as_they_are_written(faults_of_values):
    rule = Rule("decimals", "x", {"at_most": 2})
    assert faults_of_values(InputType.DECIMAL, ["1", "1.25", "1.250", "1.255"], rule) == [
        (3, "x.decimals"), (4, "x.decimals"),
    ]  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(PLAIN, PLAIN, st.integers(-5, 5)), min_size=1, max_size=20))
def test_a_product_is_compared_exactly_at_the_tolerance(setting, judged, rows):
    within = Decimal("0.02")
    columns = [ReturnColumn(name, InputType.DECIMAL, "") for name in "qpa"]
    rule = Rule("product", "", {"columns": ["q", "p"], "equals": "a", "within": within})
    made = setting(columns, [rule])
    nudges = [Decimal(nudge).scaleb(-12) + within * (1 if nudge % 2 else -1) for *_, nudge in rows]
    amounts = [Decimal(q) * Decimal(p) + nudge for (q, p, _), nudge in zip(rows, nudges, strict=True)]
    faults = judged(made, q=[q for q, *_ in rows], p=[p for _, p, _ in rows], a=[f"{a:.18f}" for a in amounts]).faults
    assert faults["row"].to_list() == [row for row, nudge in enumerate(nudges, 1) if abs(nudge) > within]


def test_sums_orders_and_differences_are_judged_row_by_row(setting, judged):
    columns = [ReturnColumn(name, InputType.INTEGER, "", required=False) for name in "abc"]
    rules = [
        Rule("sum", "", {"columns": ["a", "b"], "equals": "c", "within": 0}),
        Rule("order", "", {"columns": ["a", "b", "c"]}),
        Rule("differs", "", {"columns": ["a", "b"]}),
    ]
    faults = judged(setting(columns, rules), a=["1", "2", "2", "3"], b=["2", "1", "2", None], c=["3", "4", "4", "1"])
    assert faults.faults.select("row", "rule").rows() == [
        (2, "a+b.sum"), (2, "a+b+c.order"), (3, "a+b.differs"), (4, "a+b+c.order"),
    ]  # fmt: skip


def test_a_column_is_required_when_another_says_so(setting, judged):
    columns = [ReturnColumn("kind", InputType.TEXT, ""), ReturnColumn("lei", InputType.TEXT, "", required=False)]
    rule = Rule("required_when", "", {"column": "kind", "is": ["firm"], "columns": ["lei"]})
    faults = judged(setting(columns, [rule]), kind=["firm", "person", "firm"], lei=[None, None, "x"]).faults
    assert faults["row"].to_list() == [1]


def test_a_period_begins_and_ends_at_local_midnight(faults_of_values):
    rule = Rule("within_period", "x")
    texts = ["2025-12-31T18:59:59Z", "2025-12-31T19:00:00Z", "2026-01-31T23:59:59", "2026-02-01T00:00:00"]
    assert [row for row, _ in faults_of_values(InputType.MOMENT, texts, rule)] == [1, 4]
    assert [row for row, _ in faults_of_values(InputType.DATE, ["2025-12-31", "2026-01-01", "2026-02-01"], rule)] == [
        1,
        3,
    ]


def test_registered_means_on_the_day_of_the_row(setting, judged):
    register = pl.DataFrame(
        {"name": ["A", "B", "B"], "since": [None, date(2026, 1, 1), date(2026, 1, 20)],
         "until": [None, date(2026, 1, 10), None]},
        schema={"name": pl.String, "since": pl.Date, "until": pl.Date},
    )  # fmt: skip
    rule = Rule("registered", "x", {"register": "parties", "column": "name"})
    columns = [ReturnColumn("x", InputType.TEXT, "", rules=(rule,)), ReturnColumn("on", InputType.DATE, "")]
    texts = {"x": ["A", "B", "B", "B", "C", "A"], "on": [f"2026-01-{day}" for day in ("05", "05", "10", "20", "05")]}
    faults = judged(setting(columns, registers={"parties": register}), **{**texts, "on": [*texts["on"], "2030-01-01"]})
    assert faults.faults["row"].to_list() == [3, 5]


def test_without_a_register_the_rule_is_not_checked_and_says_why(setting):
    rule = Rule("registered", "x", {"register": "parties", "column": "name"})
    (judge,) = judges_of(setting([ReturnColumn("x", InputType.TEXT, "", rules=(rule,))]))
    assert judge.bad is None
    assert "no register of parties" in judge.why_not


def test_equal_hashes_of_different_keys_are_no_fault(setting, judged):
    rule = Rule("unique", "", {"columns": ["k"]})
    hashes = judged(setting([ReturnColumn("k", InputType.TEXT, "")], [rule]), k=["a", "b"]).hashes[0]
    uniqueness = Uniqueness(rule)
    same = hashes[0].copy()
    same[:] = 7
    uniqueness.add((same, hashes[1]))
    (rows,) = uniqueness.candidates()
    assert rows.tolist() == [1, 2]
    assert uniqueness.faults(pl.DataFrame({"k": ["a", "b"], "row": [1, 2]}), pl.Series(["a", "b"])).height == 0


def test_every_row_after_the_first_is_named_with_the_first(setting, judged):
    rule = Rule("unique", "", {"columns": ["k", "n"]})
    columns = [ReturnColumn("k", InputType.TEXT, ""), ReturnColumn("n", InputType.DECIMAL, "", required=False)]
    result = judged(setting(columns, [rule]), k=["a", "a", "a", "b", "b"], n=["1", "1.0", "2", None, None])
    uniqueness = Uniqueness(rule)
    uniqueness.add(result.hashes[0])
    (rows,) = uniqueness.candidates()
    assert rows.tolist() == [1, 2]
    keys = pl.DataFrame({"k": ["a", "a"], "n": [1, 1], "row": [1, 2]})
    ((row, value, expected),) = (
        uniqueness.faults(keys, pl.Series(["a | 1", "a | 1.0"])).select("row", "value", "expected").rows()
    )
    assert (row, value) == (2, "a | 1.0")
    assert "row 1" in expected
