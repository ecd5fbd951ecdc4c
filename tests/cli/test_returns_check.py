"""rugsat returns check says what the authority will say, and its exit code says it to a machine."""

import json

import pytest
from typer.testing import CliRunner

from rugsat.cli.returns import returns_app
from rugsat.domain.returns.artefacts.example import template_csv
from rugsat.kernel.language import speak
from rugsat.kernel.period import ReportingPeriod
from rugsat.law.adopted import definitions_in
from rugsat.law.pack import load_jurisdiction
from rugsat.law.returns.load import definition_on

PERIOD = "2026-01-15"


@pytest.fixture
def good():
    """The template's own example row."""
    day = ReportingPeriod.parse(PERIOD).since
    definition = definition_on(definitions_in(load_jurisdiction("tm")), "trade_reports", day)
    return template_csv(definition)


def run(*arguments):
    return CliRunner().invoke(returns_app, ["check", *map(str, arguments)])


def test_a_good_file_ends_with_0_and_its_name_says_what_it_is(tmp_path, good):
    path = tmp_path / f"altyn.trade_reports.{PERIOD}.csv"
    path.write_text(good)
    result = run(path)
    assert result.exit_code == 0, result.output
    assert "ACCEPTED" in result.output
    assert "altyn" in result.output


def test_a_bad_file_ends_with_1_and_leaves_its_faults_and_receipt(tmp_path, good):
    path, faults, receipt = tmp_path / "x.csv", tmp_path / "faults.csv", tmp_path / "receipt.json"
    path.write_text(good.replace("BUYI", "HOLD"))
    said = ("--return", "trade_reports", "--sender", "altyn", "--period", PERIOD)
    result = run(path, *said, "--faults", faults, "--receipt", receipt)
    assert result.exit_code == 1, result.output
    assert "side.one_of" in faults.read_text()
    assert json.loads(receipt.read_text())["FinInstrmRptgStsAdvc"]["StsAdvc"][0]["MsgSts"]["Sts"] == "RJCT"


def test_json_is_the_receipt(tmp_path, good):
    path = tmp_path / f"altyn.trade_reports.{PERIOD}.csv"
    path.write_text(good)
    assert "FinInstrmRptgStsAdvc" in json.loads(run(path, "--json").output)


def test_a_file_that_is_not_there_ends_with_2(tmp_path):
    assert run(tmp_path / "x.csv").exit_code == 2


def test_a_receipt_says_how_rows_are_counted_in_the_language_of_the_reader(tmp_path, good):
    file = tmp_path / f"altyn.trade_reports.{PERIOD}.csv"
    file.write_text(good.replace("BUYI", "BUY"))
    assert "First faults (row 1 is the first one with data)" in run(file).output
    speak("ru")
    try:
        output = run(file, "--faults", tmp_path / "faults.csv").output
    finally:
        speak("en")
    assert "Первые ошибки (строка 1 — первая строка данных)" in output
    assert f"Все ошибки: {tmp_path / 'faults.csv'}" in output
