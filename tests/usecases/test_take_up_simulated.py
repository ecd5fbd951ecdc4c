"""The run over a whole simulated country is taken up, and again after the country has filed more."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rugsat.operations.cycle.run import read_findings
from rugsat.store.queries.findings import listed
from rugsat.usecases.take_up_run import take_up_run
from tests.usecases.people import Office

RUGSAT = Path(sys.executable).with_name("rugsat")
DEMONSTRATION = ("--demonstration", "demonstration")


def rugsat(*words: object) -> str:
    command = [str(RUGSAT), *map(str, words)]
    run = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ})
    assert run.returncode in {0, 1}, run.stderr
    return run.stdout


@pytest.mark.prove
def test_what_is_found_in_a_simulated_country_becomes_findings_of_the_office(office: Office, tmp_path: Path):
    country, lake = tmp_path / "country", tmp_path / "lake"
    rugsat("simulate", "--seed", 3, "--days", 2, "--scale", "0.0001", "--out", country, *DEMONSTRATION)
    rugsat("register", "load", country / "register", "--lake", lake)
    keys = country / "keys" / "authority-keys.json"
    filed = ("returns", "file", "--by-day", country / "filings", "--lake", lake, "--keys", keys, *DEMONSTRATION)
    rugsat(*filed)
    taken = []
    for on in ("2026-03-02", "2026-04-05"):
        rugsat("supervise", "--lake", lake, "--on", on, *DEMONSTRATION)
        [run] = [path for path in sorted((lake / "runs").iterdir()) if path.name.startswith(on)]
        taken.append((run, take_up_run(office.call("serdar"), folder=run).told))
    assert taken[0][1]["first_seen"] == read_findings(taken[0][0]).height > 0
    assert taken[1][1]["gone"] == 0
    open_ones = {each["finding"] for each in listed()}
    assert open_ones >= set(read_findings(taken[1][0])["finding"])
    assert json.loads((taken[0][0] / "run.json").read_text())["demonstration"]
