"""The score of a run tells a subtle case and a look-alike, in words, in JSON and on a page."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rugsat.cli.main import app

DEMONSTRATION = ("--demonstration", "demonstration")
HOMES = {"HOME-A": 85_000, "HOME-B": 82_000, "HOME-C": 20_000}
CHECK = "household_consumption_above_cap"
ANSWERS = f"""kind,offence,check,subject,first_day,last_day,difficulty,size,unit,story
offence,home_mining_above_cap,{CHECK},connection:HOME-A,2026-01-01,2026-01-31,subtle,0.02,share,mary: a miner at home
look_alike,home_mining_above_cap/large_family,{CHECK},connection:HOME-B,2026-01-01,2026-01-31,,,,mary: a large family
look_alike,home_mining_above_cap/greenhouse,{CHECK},connection:HOME-C,2026-01-01,2026-01-31,,,,mary: a greenhouse
"""


def run(*words: object) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def _points() -> Iterator[str]:
    yield "connection,reported,connected_since,tariff_class,region,address,customer_kind,connected_w,phases"
    for home in HOMES:
        yield f"{home},2026-01-01,2019-06-01,household,mary,Mary,person,100000,3"


def _readings() -> Iterator[str]:
    yield "connection,began,interval_s,energy_wh,estimated"
    for home, energy in HOMES.items():
        for hour in range(24):
            yield f"{home},2026-01-10T{hour:02}:00:00+05:00,3600,{energy},false"


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("country")
    (folder / "answers").mkdir()
    (folder / "answers" / "answers.csv").write_text(ANSWERS)
    filings = folder / "filings"
    filings.mkdir()
    (filings / "mary-energo.connection_points.2026-01.csv").write_text("\n".join(_points()) + "\n")
    (filings / "mary-energo.meter_readings.2026-01.csv").write_text("\n".join(_readings()) + "\n")
    run("returns", "file", filings, "--lake", folder / "lake", *DEMONSTRATION)
    run("supervise", "--lake", folder / "lake", "--on", "2026-01-31", "--check", CHECK, *DEMONSTRATION)
    return folder


def _score(country: Path, *words: object) -> str:
    return run("simulate", "score", "--answers", country, "--findings", country / "lake" / "runs", *words)


def test_the_cases_say_what_was_found_and_what_a_look_alike_kept(country: Path) -> None:
    told = " ".join(_score(country, "--cases").split())
    assert "A subtle offence that was found: mary: a miner at home" in told
    assert "observed 2.04 MWh, limit 2 MWh" in told
    assert "A look-alike that was rightly left alone: mary: a large family" in told
    assert "observed 1.968 MWh, limit 2 MWh" in told


def test_the_cases_in_json_name_the_finding_to_explain(country: Path) -> None:
    cases = json.loads(_score(country, "--cases", "--json"))["cases"]
    assert cases["found"]["answer"]["subject"] == "connection:HOME-A"
    assert cases["found"]["conduct"]
    assert cases["left_alone"]["answer"]["subject"] == "connection:HOME-B"
    key = cases["found"]["finding"]["finding"]
    explained = run("findings", "explain", key, "--lake", country / "lake")
    assert "connection:HOME-A" in explained
    # The check reads a day book; the evidence is the filing that the book was made of.
    assert "meter_readings: filing" in explained
    assert "of mary-energo, 72 rows" in explained


def test_without_cases_the_json_is_the_score_alone(country: Path) -> None:
    assert json.loads(_score(country, "--json")).keys() == {"checks", "not_covered"}


def test_the_page_is_written_with_both_cases(country: Path, tmp_path: Path) -> None:
    page = tmp_path / "card.html"
    assert f"Score card: {page}" in "".join(_score(country, "--html", page).splitlines())
    text = page.read_text()
    assert "mary: a miner at home" in text
    assert "mary: a large family" in text
    assert "<script" not in text


def test_a_run_that_lies_in_no_lake_has_a_score_and_no_cases(country: Path, tmp_path: Path) -> None:
    lake = country / "lake"
    run("supervise", "--lake", lake, "--on", "2026-01-31", "--check", CHECK, *DEMONSTRATION, "--out", tmp_path / "runs")
    told = run("simulate", "score", "--answers", country, "--findings", tmp_path / "runs", "--cases")
    assert "There is no case to show" in told
    assert CHECK in told
