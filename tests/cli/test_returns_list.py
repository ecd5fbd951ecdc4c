"""The commands that show what is filed."""

import json

import jsonschema_rs
import pytest
from typer.testing import CliRunner

from rugsat.cli.returns import returns_app

RUN = CliRunner()


def run(*words: str) -> str:
    result = RUN.invoke(returns_app, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_list_names_every_return_of_the_day() -> None:
    listed = json.loads(run("list", "--jurisdiction", "tm", "--on", "2026-03-01", "--json"))
    assert len(listed) == 17
    assert {entry["kind"] for entry in listed} == {"demonstration"}
    assert "meter_readings" in run("list", "--jurisdiction", "uz", "--on", "2026-03-01")


def test_before_the_law_is_in_force_only_the_history_of_meters_is_filed() -> None:
    assert [each["return"] for each in json.loads(run("list", "--on", "2025-12-31", "--json"))] == ["meter_readings"]


@pytest.mark.parametrize("form", ["csv", "page", "due-dates"])
def test_a_template_is_text_or_one_json_string(form) -> None:
    text = run("template", "meter_readings", "--on", "2026-03-01", "--format", form)
    assert json.loads(run("template", "meter_readings", "--on", "2026-03-01", "--format", form, "--json")) == text


def test_schemas_are_json() -> None:
    schema = json.loads(run("template", "trade_reports", "--on", "2026-03-01", "--format", "json-schema"))
    jsonschema_rs.meta.validate(schema)
    table = json.loads(run("template", "trade_reports", "--on", "2026-03-01", "--format", "table-schema"))
    assert table["primaryKey"] == ["tx_id"]
