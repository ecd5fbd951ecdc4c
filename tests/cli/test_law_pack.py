"""A firm that loads the authority's rule pack checks with the very same law."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rugsat.cli.law_pack import OtherRulePackError, law_of
from rugsat.cli.main import app
from rugsat.law.pack import RulePackError, load_jurisdiction


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / "tm.json"
    done = CliRunner().invoke(app, ["law", "pack", str(path), "--demonstration", "demonstration"])
    assert done.exit_code == 0
    return path


def test_the_pack_that_is_written_is_the_law_that_is_installed(packed: Path) -> None:
    assert law_of("tm", (), packed) == load_jurisdiction("tm", demonstration=["demonstration"])


def test_a_receipt_names_the_pack_that_was_loaded(packed: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.meter_readings.2026-01.csv"
    path.write_text("connection,began,interval_s,energy_wh,estimated\nC,2026-01-01T00:00:00Z,900,1,false\n")
    done = CliRunner().invoke(app, ["returns", "check", str(path), "--rule-pack", str(packed), "--json"])
    receipt = json.loads(done.stdout)["FinInstrmRptgStsAdvc"]["StsAdvc"][0]["SplmtryData"][0]["Envlp"]["Receipt"]
    assert receipt["rule_pack"] == law_of("tm", (), packed).digest
    assert receipt["demonstrations"] == ["demonstration"]


def test_a_pack_of_another_jurisdiction_or_with_demonstrations_besides_is_refused(packed: Path) -> None:
    with pytest.raises(OtherRulePackError, match="is the law of 'tm'"):
        law_of("kz", (), packed)
    with pytest.raises(OtherRulePackError, match="leave --demonstration out"):
        law_of("tm", ("demonstration",), packed)


def test_a_file_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text("{}")
    with pytest.raises(RulePackError, match="no rule pack"):
        law_of("tm", (), path)
