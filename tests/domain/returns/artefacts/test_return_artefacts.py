"""What derives from a definition agrees with it."""

import csv
import io
from datetime import date
from decimal import Decimal

import jsonschema_rs
import pytest

from rugsat.domain.returns.artefacts.due_dates import due_dates
from rugsat.domain.returns.artefacts.example import template_csv
from rugsat.domain.returns.artefacts.json_schema import example_record, json_schema
from rugsat.domain.returns.artefacts.page import docs_page
from rugsat.domain.returns.artefacts.rule_words import rule_in_words
from rugsat.domain.returns.artefacts.table_schema import table_schema
from rugsat.kernel.identifiers.bic import is_bic
from rugsat.kernel.identifiers.caip import is_account, is_asset
from rugsat.kernel.identifiers.country import is_country
from rugsat.kernel.identifiers.currency import is_currency
from rugsat.kernel.identifiers.dti import is_dti
from rugsat.kernel.identifiers.lei import is_lei
from rugsat.law.adopted import definitions_in
from rugsat.law.pack import load_jurisdiction
from rugsat.law.returns.definition import InputType, ReturnDefinition
from rugsat.law.returns.load import definition_on, definitions_on

ON = date(2026, 3, 1)
IDENTIFIERS = {
    "lei": is_lei,
    "dti": is_dti,
    "bic": is_bic,
    "country": is_country,
    "currency": is_currency,
    "account": is_account,
    "asset": is_asset,
}
PACK = load_jurisdiction("tm")
RETURNS = definitions_on(definitions_in(PACK), ON)
IN_TURN = pytest.mark.parametrize("definition", RETURNS, ids=lambda definition: definition.name)


def named(name: str, jurisdiction: str = "tm") -> ReturnDefinition:
    return definition_on(definitions_in(load_jurisdiction(jurisdiction)), name, ON)


@IN_TURN
def test_the_template_has_the_header_and_one_row(definition) -> None:
    header, row = csv.reader(io.StringIO(template_csv(definition)))
    assert header == [column.name for column in definition.columns]
    assert len(row) == len(header)


@IN_TURN
def test_the_example_fills_what_is_required_and_bears_right_identifiers(definition) -> None:
    for column in definition.columns:
        assert column.example or not column.required, column.name
        for rule in column.rules:
            if column.example and rule.kind in IDENTIFIERS:
                assert IDENTIFIERS[rule.kind](column.example), column.name


@IN_TURN
def test_the_example_keeps_products_and_sums(definition) -> None:
    numbers = {
        column.name: Decimal(column.example)
        for column in definition.columns
        if column.example and column.type in {InputType.DECIMAL, InputType.INTEGER}
    }
    for rule in definition.rules:
        if rule.kind in {"product", "sum"}:
            first, second = (numbers[name] for name in rule.columns)
            made = first * second if rule.kind == "product" else first + second
            assert abs(made - numbers[rule.options["equals"]]) <= rule.options["within"]


@IN_TURN
def test_the_json_schema_takes_the_example(definition) -> None:
    schema = json_schema(definition)
    jsonschema_rs.meta.validate(schema)
    jsonschema_rs.validator_for(schema).validate(example_record(definition))


BAD = [
    ("meter_readings", {"interval_s": 60}),
    ("meter_readings", {"energy_wh": -1}),
    ("meter_readings", {"energy_wh": "1240"}),
    ("meter_readings", {"began": "yesterday"}),
    ("meter_readings", {"estimated": "no"}),
    ("meter_readings", {"voltage": 230}),
    ("orders_and_trades", {"side": "BUY"}),
    ("orders_and_trades", {"dti": "short"}),
    ("orders_and_trades", {"quantity": "-0.5"}),
    ("orders_and_trades", {"trade_id": None}),
    ("orders_and_trades", {"country": "XX"}),
    ("mining_monthly", {"month": "2026-13"}),
    ("mining_monthly", {"coins": "1e3"}),
    ("reference_series", {"series": "No Name"}),
]


@pytest.mark.parametrize(("name", "change"), BAD)
def test_the_json_schema_refuses_a_bad_record(name, change) -> None:
    definition = named(name)
    record = {**example_record(definition), **change}
    assert not jsonschema_rs.validator_for(json_schema(definition)).is_valid(record)


@IN_TURN
def test_a_missing_required_column_does_not_pass_the_json_schema(definition) -> None:
    validator = jsonschema_rs.validator_for(json_schema(definition))
    for column in definition.columns:
        record = example_record(definition)
        record.pop(column.name, None)
        assert validator.is_valid(record) or column.required or _needed_here(definition, column.name)


def _needed_here(definition, name: str) -> bool:
    return any(rule.kind == "required_when" and name in rule.columns for rule in definition.rules)


@IN_TURN
def test_the_table_schema_names_every_column_and_the_keys(definition) -> None:
    schema = table_schema(definition)
    assert [field["name"] for field in schema["fields"]] == [column.name for column in definition.columns]
    assert schema["primaryKey"] == list(definition.keys)
    assert [field["constraints"]["required"] for field in schema["fields"]] == [
        column.required for column in definition.columns
    ]


@IN_TURN
def test_frictionless_takes_table_schema_and_template(definition, tmp_path) -> None:
    frictionless = pytest.importorskip("frictionless")
    path = tmp_path / "template.csv"
    path.write_text(template_csv(definition))
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": definition.name,
        "path": path.name,
        "schema": table_schema(definition),
    }
    report = frictionless.Resource.from_descriptor(described, basepath=str(tmp_path)).validate()
    assert report.valid, report.flatten(["fieldName", "message"])


@IN_TURN
def test_the_page_says_every_column_and_every_rule_in_words(definition) -> None:
    page = docs_page(definition)
    for column in definition.columns:
        assert f"| `{column.name}` |" in page
    for rule in definition.all_rules:
        assert rule_in_words(rule).replace("|", "\\|") in page or rule_in_words(rule) in page


def test_the_page_labels_a_demonstration_and_cites_law_with_its_confidence() -> None:
    assert "**Demonstration**" in docs_page(named("transfers"))
    page = docs_page(named("exchange_clients", "kz"))
    assert "Demonstration" not in page
    assert "2.13.11](https://orderly.myafsa.com/" in page
    assert "(confidence P)" in page
    assert "due within 6 months after the end of the year" in page


def test_due_dates_follow_the_legal_calendar() -> None:
    dates = {period.code: due for period, due in due_dates(named("meter_readings"), 2026, PACK.rulebook.calendar)}
    assert len(dates) == 12
    assert dates["2026-01"] == date(2026, 2, 10)


def test_a_due_date_that_no_one_set_is_unknown() -> None:
    pack = load_jurisdiction("kz")
    dates = due_dates(named("meter_readings", "kz"), 2026, pack.rulebook.calendar)
    assert len(dates) == 12
    assert {due for _, due in dates} == {None}


def test_a_due_date_beyond_the_last_legal_calendar_is_unknown() -> None:
    last = max(PACK.rulebook.calendar.years)
    dates = due_dates(named("meter_readings"), last, PACK.rulebook.calendar)
    assert dates[-1][1] is None
    assert dates[0][1] is not None


def test_periods_before_the_form_is_in_force_are_not_due() -> None:
    assert due_dates(named("transformer_readings"), 2025, PACK.rulebook.calendar) == []


def test_a_return_filed_per_event_has_no_periods() -> None:
    assert due_dates(named("reference_series"), 2026, PACK.rulebook.calendar) == []
