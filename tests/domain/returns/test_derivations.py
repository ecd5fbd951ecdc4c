"""Derived columns are exact, rounded half to even, and empty rather than guessed."""

from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rugsat.domain.returns.kept import kept_schema, located
from rugsat.kernel.column import Column, ColumnType
from rugsat.law.returns.definition import Derivation, InputType, ReturnColumn

POWER = Derivation(
    Column("power_w", ColumnType.INTEGER, "", "W"), "power_from_energy", {"energy": "wh", "seconds": "s"}
)
VALUE = Derivation(
    Column("value", ColumnType.DECIMAL, "", nullable=True), "converted", {"amount": "amount", "currency": "ccy"}
)
RATIO = Derivation(
    Column("ratio", ColumnType.DECIMAL, "", nullable=True), "ratio", {"numerator": "above", "denominator": "below"}
)
TOKEN = Derivation(Column("person_token", ColumnType.TEXT, "", nullable=True), "person_token", {"of": "person"})
DAY = ReturnColumn("on", InputType.DATE, "")
FIXTURES = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FIXTURES
@given(st.lists(st.tuples(st.integers(-(10**9), 10**9), st.integers(1, 10**5)), min_size=1, max_size=20))
def test_power_is_energy_over_time_rounded_half_to_even(setting, judged, rows):
    columns = [ReturnColumn("wh", InputType.INTEGER, ""), ReturnColumn("s", InputType.INTEGER, ""), DAY]
    texts = {"wh": [str(wh) for wh, _ in rows], "s": [str(s) for _, s in rows], "on": ["2026-01-01"] * len(rows)}
    good = judged(setting(columns, derived=[POWER]), keep=True, **texts).good
    expected = [int((Decimal(wh * 3600) / s).quantize(Decimal(1), ROUND_HALF_EVEN)) for wh, s in rows]
    assert good["power_w"].to_list() == expected


AMOUNT = st.decimals(-(10**12), 10**12, places=18, allow_nan=False)


@FIXTURES
@given(st.lists(AMOUNT, min_size=1, max_size=10), st.decimals(0, 10**6, places=18, allow_nan=False))
def test_a_converted_amount_is_exact_to_eighteen_digits(setting, judged, amounts, rate):
    rates = pl.DataFrame(
        {"currency": ["USD"], "legal_day": [date(2026, 1, 1)], "rate": [rate]},
        schema={"currency": pl.String, "legal_day": pl.Date, "rate": pl.Decimal(38, 18)},
    )
    columns = [ReturnColumn("amount", InputType.DECIMAL, ""), ReturnColumn("ccy", InputType.TEXT, ""), DAY]
    made = setting(columns, derived=[VALUE], rates=rates, reporting_currency="TMT")
    texts = [f"{amount:f}" for amount in amounts]
    good = judged(
        made,
        keep=True,
        amount=[*texts, "1.5", "2", "3"],
        ccy=["USD"] * len(texts) + ["TMT", "EUR", "USD"],
        on=["2026-01-01"] * (len(texts) + 2) + ["2026-01-02"],
    ).good
    context = Context(prec=100, rounding=ROUND_HALF_EVEN)
    exact = [context.multiply(Decimal(text), rate).quantize(Decimal("1e-18"), context=context) for text in texts]
    assert good["value"].to_list() == [*exact, Decimal("1.5"), None, None]


def test_a_product_that_does_not_fit_is_empty(setting, judged):
    rates = pl.DataFrame({"currency": ["USD"], "legal_day": [date(2026, 1, 1)], "rate": [Decimal(10) ** 10]})
    columns = [ReturnColumn("amount", InputType.DECIMAL, ""), ReturnColumn("ccy", InputType.TEXT, ""), DAY]
    made = setting(columns, derived=[VALUE], rates=rates)
    good = judged(made, keep=True, amount=["1" + "0" * 15, "1"], ccy=["USD"] * 2, on=["2026-01-01"] * 2).good
    assert good["value"].to_list() == [None, Decimal(10) ** 10]


RATIO_COLUMNS = [ReturnColumn("above", InputType.DECIMAL, ""), ReturnColumn("below", InputType.DECIMAL, ""), DAY]


@FIXTURES
@given(st.lists(st.tuples(AMOUNT, st.decimals("1e-6", 10**12, places=18)), min_size=1, max_size=10))
def test_a_ratio_is_exact_to_eighteen_digits_and_rounded_down(setting, judged, pairs):
    texts = {"above": [f"{above:f}" for above, _ in pairs], "below": [f"{below:f}" for _, below in pairs]}
    made = setting(RATIO_COLUMNS, derived=[RATIO])
    good = judged(made, keep=True, **texts, on=["2026-01-01"] * len(pairs)).good
    context = Context(prec=200, rounding=ROUND_FLOOR)
    exact = [context.divide(above, below).quantize(Decimal("1e-18"), context=context) for above, below in pairs]
    assert good["ratio"].to_list() == exact


def test_a_ratio_by_nothing_and_one_that_does_not_fit_are_empty(setting, judged):
    texts = {"above": ["1", "2", "99999999999999999999", "0"], "below": ["0", "-1", "0.000000000000000001", "7"]}
    good = judged(setting(RATIO_COLUMNS, derived=[RATIO]), keep=True, **texts, on=["2026-01-01"] * 4).good
    assert good["ratio"].to_list() == [None, None, None, 0]


def test_a_sealed_identifier_is_never_kept(setting, judged):
    columns = [ReturnColumn("person", InputType.SEALED, "", required=False), DAY]
    texts = {"person": ["sealed", "broken", None], "on": ["2026-01-01"] * 3}
    at_home = judged(setting(columns, derived=[TOKEN]), keep=True, **texts).good
    assert at_home["person"].to_list() == at_home["person_token"].to_list() == [None, None, None]

    def tokens(sealed: pl.Series) -> pl.DataFrame:
        made = {"sealed": ("token", None), "broken": (None, "an identifier that can be opened"), None: (None, None)}
        return pl.DataFrame(
            [made[text] for text in sealed], schema={"token": pl.String, "expected": pl.String}, orient="row"
        )

    result = judged(setting(columns, derived=[TOKEN], person_tokens=tokens), keep=True, **texts)
    assert result.faults.select("row", "rule").rows() == [(2, "person.sealed")]
    assert result.good["person"].to_list() == result.good["person_token"].to_list() == ["token", None]


def test_kept_rows_have_exactly_the_columns_of_the_dataset(setting, judged):
    columns = [
        ReturnColumn("note", InputType.TEXT, "", required=False), ReturnColumn("wh", InputType.INTEGER, ""),
        ReturnColumn("s", InputType.INTEGER, ""), ReturnColumn("at", InputType.MOMENT, ""),
        ReturnColumn("month", InputType.MONTH, ""), ReturnColumn("fine", InputType.BOOLEAN, ""),
    ]  # fmt: skip
    made = setting(columns, derived=[POWER])
    result = judged(made, keep=True, wh=["1", "x"], s=["1", "1"], at=["2026-01-01T00:00:00"] * 2, month=["2026-01"] * 2,
                    fine=["true"] * 2)  # fmt: skip
    kept = located(result.good, made.definition, sender="s", filing="f")
    assert dict(kept.schema) == kept_schema(made.definition)
    assert kept.rows() == [(None, 1, 1, 1767207600000000, date(2026, 1, 1), True, 3600, date(2026, 1, 1), "s", "f", 1)]
