"""Runs led by processes that race, are slow, are told to end and are killed: no stage twice, nothing by half."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from rugsat.evidence.lake.lake import Lake
from rugsat.operations.cycle.run import read_description, read_findings, run_folders
from rugsat.store.runs.plan import stages_of
from tests.usecases.databases import postgres

ROOT = Path(__file__).parents[3]
RUGSAT = Path(sys.executable).with_name("rugsat")
FEW = ("household_consumption_above_cap", "power_above_licensed_capacity", "return_overdue")
AT_ONCE = 4


@dataclass
class Place:
    """An office on the disk with its lake and its database."""

    folder: Path
    database: str

    @property
    def lake(self) -> Lake:
        return Lake.open(self.folder / "lake")

    def surroundings(self) -> dict[str, str]:
        return {
            **os.environ,
            "RUGSAT_OFFICE": str(self.folder),
            "RUGSAT_DATABASE": self.database,
            "RUGSAT_DEMONSTRATION": "demonstration",
            "DJANGO_SETTINGS_MODULE": "rugsat.store.settings",
        }

    def begin(self, what: str, asked: dict[str, Any]) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.usecases.runs.runs_child", what, json.dumps(asked)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.surroundings(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, what: str, asked: dict[str, Any] | None = None) -> dict[str, Any]:
        """Something in a process of its own, which comes through."""
        child = self.begin(what, asked or {})
        said, wrong = child.communicate(timeout=300)
        assert child.returncode == 0, wrong
        return dict(json.loads(said.splitlines()[-1]))

    def killed(self, asked: dict[str, Any]) -> bool:
        """Work in a process; whether it was killed. Otherwise it must have come through."""
        child = self.begin("work", asked)
        _, wrong = child.communicate(timeout=300)
        assert child.returncode in {0, -signal.SIGKILL}, wrong
        return child.returncode != 0

    def held(self) -> tuple[int, int, int]:
        """How many findings, events of findings and runs that were taken up the office holds, asked of the database."""
        words = "SELECT (SELECT count(*) FROM findings_officefinding), (SELECT count(*) FROM findings_findingevent), "
        words += "(SELECT count(*) FROM findings_takenrun)"
        opened = psycopg.connect(self.database) if self.database else sqlite3.connect(self.folder / "office.sqlite3")
        with closing(opened) as connection:
            row = connection.execute(words).fetchone()
        assert row is not None
        return (int(row[0]), int(row[1]), int(row[2]))

    def start(self, *checks: str, register: str = "lake") -> int:
        return int(self.run("begin", {"words": {"checks": checks, "register": register}})["run"])

    def rugsat(self, *words: object) -> str:
        command = [str(RUGSAT), *map(str, words)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=self.surroundings())
        assert done.returncode == 0, done.stderr
        return done.stdout


def the_run(place: Place) -> dict[str, Any]:
    [run] = place.run("told")["runs"]
    return dict(run)


def is_as_supervised(place: Place, run: dict[str, Any], checks: tuple[str, ...], out: Path) -> None:
    """The run of the office is that of the command at home, to the last byte but for the moment of its start."""
    asked = [word for check in checks for word in ("--check", check)]
    words = ("--on", "2026-03-31", "--engine", "polars", "--demonstration", "demonstration", "--out", out, *asked)
    place.rugsat("supervise", "--lake", place.lake.folder, *words)
    [expected], [made] = run_folders(out), run_folders(place.lake.runs)
    assert made.name == expected.name == run["result"]
    for name in ("violations.parquet", "findings.parquet", "findings.json", "rule_pack.json"):
        assert (made / name).read_bytes() == (expected / name).read_bytes(), name
    descriptions = [{**read_description(path), "started": ""} for path in (made, expected)]
    assert descriptions[0] == descriptions[1]
    assert {path.name for path in made.iterdir()} == {path.name for path in expected.iterdir()}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.prove)])
def place(request: pytest.FixtureRequest, tmp_path: Path, _filed_lake: Path) -> Iterator[Place]:
    """An office with the lake of the demonstration, on SQLite, and in make prove on PostgreSQL."""
    shutil.copytree(_filed_lake, tmp_path / "office" / "lake")
    if request.param == "sqlite":
        made = Place(tmp_path / "office", "")
        made.run("prepare")
        yield made
        return
    with postgres() as address:
        made = Place(tmp_path / "office", address)
        made.run("prepare")
        yield made


def test_of_many_who_start_and_lead_at_once_one_starts_and_every_stage_is_done_once(place: Place, tmp_path: Path):
    go = place.folder / "go"
    asked = {"signal": str(go), "words": {"checks": FEW}}
    children = [place.begin("begin", asked) for _ in range(AT_ONCE)]
    go.touch()
    outcomes = [json.loads(child.communicate(timeout=300)[0]) for child in children]
    [number] = [each["run"] for each in outcomes if "run" in each]
    refused = [each for each in outcomes if "refused" in each]
    assert {each["refused"] for each in refused} == {"RunGoingError"}
    assert all(f"run {number}, which serdar started" in each["said"] for each in refused)
    assert len(refused) == AT_ONCE - 1

    workers = [place.begin("work", {"lease": 30, "slow": 0.2}) for _ in range(AT_ONCE)]
    for child in workers:
        _, wrong = child.communicate(timeout=300)
        assert child.returncode == 0, wrong
    held = place.run("told")
    [run] = held["runs"]
    assert run["state"] == "done", run["error"]
    assert [each["what"] for each in run["events"]] == ["started", "led", "done"]
    assert len({each["worker"] for each in run["plan"]}) == 1
    assert (held["taken"], held["leaves"], held["findings"]) == (1, 1, held["events"])
    is_as_supervised(place, run, FEW, tmp_path / "out")


@pytest.mark.prove
def test_the_heart_beats_while_a_stage_lasts_longer_than_the_lease(place: Place):
    place.start(FEW[0])
    workers = [place.begin("work", {"lease": 4, "slow": 9}) for _ in range(2)]
    for child in workers:
        _, wrong = child.communicate(timeout=300)
        assert child.returncode == 0, wrong
    run = the_run(place)
    assert [each["what"] for each in run["events"]] == ["started", "led", "done"]
    assert run["plan"][2]["seconds"] > 8


def test_a_worker_that_is_told_to_end_ends_after_its_stage_and_another_goes_on(place: Place):
    place.start(*FEW)
    child = place.begin("work", {"lease": 30, "slow": 1})
    assert child.stderr is not None
    assert child.stderr.readline() == "asking\n"
    child.send_signal(signal.SIGTERM)
    _, wrong = child.communicate(timeout=300)
    assert child.returncode == 0, wrong
    run = the_run(place)
    assert (run["state"], run["progress"]["done"]) == ("waiting", 3)
    assert run_folders(place.lake.runs) == []
    said = place.rugsat("runs", "work", "--until-idle")
    assert f"run {run['run']}: done" in said
    assert [each["what"] for each in the_run(place)["events"]] == ["started", "led", "given_back", "led", "done"]


@pytest.mark.prove
def test_killed_in_every_stage_a_run_goes_on_with_the_next_worker_and_ends_whole(place: Place, tmp_path: Path):
    """In each stage: when it has begun, when its work is done, when it is recorded."""
    place.start(*FEW, register="office")
    killed = 0
    for stage in stages_of(FEW):
        for where in ("begun", "worked", "ended"):
            killed += place.killed({"lease": 1, "kill": [stage, where]})
            whole = run_folders(place.lake.runs)
            assert len(whole) == (stage in {"assemble", "take_up"} and (stage, where) != ("assemble", "begun"))
            findings, events, taken = place.held()
            assert taken == ((stage, where) in {("take_up", "worked"), ("take_up", "ended")})
            assert findings == events
            assert bool(findings) == bool(taken)
    assert killed == 3 * len(stages_of(FEW))
    assert not place.killed({"lease": 1})
    held = place.run("told")
    [run] = held["runs"]
    assert run["state"] == "done", run["error"]
    assert sum(each["what"] == "lease_ended" for each in run["events"]) == killed
    assert held["findings"] == held["events"] == read_findings(place.lake.runs / run["result"]).height > 0
    assert held["leaves"] == 1
    is_as_supervised(place, run, FEW, tmp_path / "out")


@pytest.mark.prove
def test_killed_at_any_change_on_the_disk_while_it_is_written_a_run_is_there_whole_or_not(
    tmp_path: Path,
    _filed_lake: Path,
):
    shutil.copytree(_filed_lake, tmp_path / "office" / "lake")
    place = Place(tmp_path / "office", "")
    place.run("prepare")
    place.start(*FEW)
    assert place.killed({"lease": 1, "kill": ["assemble", "begun"]})
    shutil.copytree(place.folder, tmp_path / "before")
    step = 0
    while True:
        step += 1
        shutil.rmtree(place.folder)
        shutil.copytree(tmp_path / "before", place.folder)
        if not place.killed({"lease": 1, "kill_file": step}):
            break
        for folder in run_folders(place.lake.runs):
            assert {"findings.parquet", "report.html", "rule_pack.json"} <= {path.name for path in folder.iterdir()}
        assert not place.killed({"lease": 1})
        [made] = list(place.lake.runs.iterdir())
        findings, events, taken = place.held()
        assert read_findings(made).height == findings == events > 0
        assert taken == 1
    assert step > 8
    assert the_run(place)["state"] == "done"


@pytest.mark.prove
def test_killed_at_any_moment_the_whole_cycle_comes_through(place: Place, tmp_path: Path):
    """The real command, killed after ever longer times, over all checks."""
    place.start(register="office")
    for tenth in range(15, 60, 5):
        command = [str(RUGSAT), "runs", "work", "--lease", "1"]
        child = subprocess.Popen(command, env=place.surroundings(), stdout=subprocess.DEVNULL)
        try:
            child.wait(timeout=tenth / 10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    place.rugsat("runs", "work", "--until-idle", "--lease", 1)
    run = the_run(place)
    assert run["state"] == "done", run["error"]
    is_as_supervised(place, run, (), tmp_path / "out")
