"""A country comes out alike for one seed, however many threads write it, and unlike for another; intake takes it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from rugsat.simulation.answers import read_answers

RUGSAT = Path(sys.executable).with_name("rugsat")
DEMONSTRATION = ("--demonstration", "demonstration")


def simulated(folder: Path, *, seed: int, threads: str = "2", days: int = 1) -> Path:
    command = [RUGSAT, "simulate", "--seed", str(seed), "--days", str(days), "--scale", "0.0001", "--out", folder]
    environment = {**os.environ, "POLARS_MAX_THREADS": threads}
    subprocess.run([*command, *DEMONSTRATION], check=True, capture_output=True, env=environment)
    return folder


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulated(tmp_path_factory.mktemp("country") / "a", seed=3)


def digests(country: Path) -> dict[str, str]:
    return dict(pl.read_csv(country / "filings.csv").select("file", "sha256").rows())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_equal_seeds_give_equal_files_however_many_threads_write_them(country: Path, tmp_path: Path):
    again = simulated(tmp_path / "b", seed=3, threads="1")
    assert digests(again) == digests(country)
    for folder in ("register", "series", "answers"):
        assert contents(again / folder) == contents(country / folder), folder


def test_another_seed_gives_another_country_everywhere(country: Path, tmp_path: Path):
    other = simulated(tmp_path / "c", seed=4)
    mine, theirs = digests(country), digests(other)
    filled = {name for name in mine.keys() & theirs.keys() if (country / name).stat().st_size}
    assert filled
    assert [name for name in filled if mine[name] == theirs[name]] == []
    assert contents(country / "answers") != contents(other / "answers")


def test_the_folder_says_that_it_is_simulated_and_how_large(country: Path):
    said = json.loads((country / "country.json").read_text())
    assert said["simulated"] is True
    assert said["exchanges"] >= 8
    assert said["miners"] >= 150
    assert said["files"] == len(digests(country))
    assert said["answers"]["offence"] == read_answers(country / "answers").filter(pl.col("kind") == "offence").height


def test_returns_come_in_several_syntaxes(country: Path):
    endings = {name.partition(".")[2].rpartition("2026-")[2].partition(".")[2] for name in digests(country)}
    assert len({ending.rpartition(".")[2] for ending in endings}) >= 5


def test_a_folder_with_something_in_it_is_refused(country: Path):
    command = [RUGSAT, "simulate", "--out", country, *DEMONSTRATION]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "is not empty" in done.stderr
