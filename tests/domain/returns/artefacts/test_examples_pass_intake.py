"""The template of every return, in every jurisdiction, is a file that intake accepts; the closed sets agree."""

import csv
import io
from datetime import date

import polars as pl
import pytest

from rugsat.domain.returns.artefacts import field_forms, rule_words
from rugsat.domain.returns.artefacts.example import template_csv
from rugsat.domain.returns.judging import Panel
from rugsat.domain.returns.rulebook import rule_kinds
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.period import ReportingPeriod
from rugsat.kernel.sealed import Identifier, is_sealed, seal
from rugsat.law.adopted import definitions_in
from rugsat.law.pack import jurisdictions, load_jurisdiction
from rugsat.law.returns import column_rule, row_rule
from rugsat.law.returns.load import definitions_on

PERIODS = {"day": "2026-01-15", "month": "2026-01", "quarter": "2026-Q1", "year": "2026", "event": "2026-01"}
RETURNS = [
    pytest.param(definition, id=f"{code}-{definition.name}")
    for code in jurisdictions()
    for definition in definitions_on(definitions_in(load_jurisdiction(code)), date(2026, 3, 1))
]


@pytest.mark.parametrize("definition", RETURNS)
def test_the_template_passes_every_rule_of_the_return(definition) -> None:
    period = ReportingPeriod.parse(PERIODS[definition.calendar.every])
    judged = Panel(Setting(definition=definition, period=period)).judge(_texts(definition), keep=True)
    assert judged.faults.rows() == []
    assert judged.good is not None and judged.good.height == 1


def test_every_rule_kind_is_read_judged_and_worded() -> None:
    assert set(column_rule.KINDS) | set(row_rule.KINDS) == rule_kinds() == set(rule_words.KINDS)


def test_the_schemas_know_the_form_of_a_sealed_identifier() -> None:
    x25519 = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.x25519")
    public = x25519.X25519PrivateKey.generate().public_key()
    sealed = seal(Identifier("I-AS 123456", "passport", "TM"), to=public)
    series = pl.Series([sealed, "I-AS 123456"])
    assert is_sealed(sealed)
    assert series.str.contains(f"^{field_forms.SEALED}$").to_list() == [True, False]


def _texts(definition) -> pl.DataFrame:
    header, row = csv.reader(io.StringIO(template_csv(definition)))
    texts = {name: [value or None] for name, value in zip(header, row, strict=True)}
    return pl.DataFrame(texts, schema=dict.fromkeys(header, pl.String)).with_columns(pl.lit(1, pl.Int64).alias("row"))
