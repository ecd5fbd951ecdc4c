"""A copy of the office becomes an office again, on both databases, and its log still proves every act."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.databases import postgres

ROOT = Path(__file__).parents[2]
Rugsat = Any


class Home:
    """An office in a folder, asked by its commands."""

    def __init__(self, folder: Path, database: str = "", **more: str) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RUGSAT_")}
        self.surroundings = {
            **kept,
            "RUGSAT_OFFICE": str(folder),
            "RUGSAT_DATABASE": database,
            "RUGSAT_DEMONSTRATION": "demonstration",
            **more,
        }

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from rugsat.cli.main import run; run()", *map(str, words)]
        return subprocess.run(command, cwd=ROOT, env=self.surroundings, capture_output=True, text=True, check=False)

    def told(self, *words: object) -> Any:
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)


def party(folder: Path, name: str) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"kind": "legal_entity", "name": name.title(), "country": "TM", "lei": None}))
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An office on SQLite with two parties, a register that was published, and a log."""
    return fill(Home(tmp_path_factory.mktemp("made") / "office"))


def fill(home: Home) -> Home:
    home.told("office", "make")
    home.told("office", "--by", "administrator", "account", "anna", "Anna")
    home.told("office", "--by", "administrator", "role", "anna", "licensing_officer")
    for name in ("altyn", "kumush"):
        home.told("parties", "--by", "anna", "register", name, party(home.folder.parent, name))
    home.told("office", "--by", "register", "publish")
    home.told("office", "log")
    return home


def goes_on(old: Home, new: Home, copy: Path) -> None:
    """The restored office knows what the old one knew, its log continues the old one, and it goes on."""
    before = old.told("office", "log")
    shutil.copytree(old.folder / "keys", new.folder / "keys")
    told = new.told("office", "restore", copy)
    assert told["missing"] == ["secret.key"]
    new.told("office", "make")
    assert new.told("parties", "history", "altyn") == old.told("parties", "history", "altyn")
    assert new.told("office", "log") == {**before, "log": str(new.folder / "log")}
    new.told("parties", "--by", "anna", "register", "garagum", party(new.folder.parent, "garagum"))
    after = new.told("office", "log")
    assert after["entries"] > before["entries"]
    seen = old.folder / "log" / "checkpoint"
    words = ("log", "verify", new.folder / "log", "--key", after["key"], "--since", seen)
    assert new.run(*words).returncode == 0, new.run(*words).stderr


def test_a_copy_becomes_an_office_again_that_goes_on(made: Home, tmp_path: Path):
    copy = tmp_path / "copy"
    told = made.told("office", "backup", copy)
    assert told["database"] == "office.sqlite3"
    names = {path.name for path in copy.iterdir()}
    assert names == {"backup.json", "office.sqlite3", "log", "public", "law"}, "and no key is among them"
    goes_on(made, Home(tmp_path / "new" / "office"), copy)


@pytest.mark.prove
def test_a_copy_of_postgresql_becomes_an_office_again_that_goes_on(tmp_path: Path):
    with postgres() as first, postgres() as second:
        old = fill(Home(tmp_path / "old" / "office", first))
        assert old.told("office", "backup", tmp_path / "copy")["database"] == "office.dump"
        goes_on(old, Home(tmp_path / "new" / "office", second), tmp_path / "copy")
        third = Home(tmp_path / "third" / "office", second)
        assert "is not empty" in third.run("office", "restore", tmp_path / "copy").stderr
        assert not third.folder.exists(), "and it can be restored there once the database is another"


def test_keys_are_copied_where_that_is_asked_for(made: Home, tmp_path: Path):
    made.told("office", "backup", tmp_path / "copy", "--with-keys")
    new = Home(tmp_path / "new")
    assert new.told("office", "restore", tmp_path / "copy")["missing"] == []
    assert new.told("office", "log")["key"] == made.told("office", "log")["key"]
    assert (new.folder / "secret.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("how", ["changed", "missing", "added", "unfinished"])
def test_a_copy_that_is_not_as_it_was_is_refused_and_nothing_is_made(made: Home, tmp_path: Path, how: str):
    copy = tmp_path / "copy"
    made.told("office", "backup", copy)
    file = copy / "log" / "checkpoint"
    match how:
        case "changed":
            file.write_bytes(file.read_bytes()[:-2] + b"A\n")
        case "missing":
            file.unlink()
        case "added":
            (copy / "public" / "more").write_text("more")
        case "unfinished":
            (copy / "backup.json").unlink()
    new = Home(tmp_path / "new")
    done = new.run("office", "restore", copy)
    assert done.returncode != 0
    assert "take another copy" in done.stderr or "no whole copy" in done.stderr
    assert not new.folder.exists()


def test_neither_a_copy_nor_an_office_is_written_over(made: Home, tmp_path: Path):
    made.told("office", "backup", tmp_path / "copy")
    assert "name a new folder" in made.run("office", "backup", tmp_path / "copy").stderr
    assert "holds" in made.run("office", "restore", tmp_path / "copy").stderr
    assert not list(tmp_path.glob(".*")), "nothing unfinished is left"


def test_a_copy_of_another_kind_of_database_is_refused_and_nothing_is_made(made: Home, tmp_path: Path):
    made.told("office", "backup", tmp_path / "copy")
    new = Home(tmp_path / "new", "postgres://rugsat@/nowhere?host=/nowhere")
    assert "the copy holds office.sqlite3" in new.run("office", "restore", tmp_path / "copy").stderr
    assert not new.folder.exists()


@pytest.fixture
def busy(made: Home) -> Iterator[threading.Event]:
    """The office registers parties all the while."""
    enough, count = threading.Event(), iter(range(1_000))

    def work() -> None:
        while not enough.is_set():
            name = f"busy-{next(count)}"
            made.told("parties", "--by", "anna", "register", name, party(made.folder.parent, name))
            made.told("office", "log")

    worker = threading.Thread(target=work)
    worker.start()
    yield enough
    enough.set()
    worker.join()


@pytest.mark.prove
def test_a_copy_made_while_the_office_works_is_whole(made: Home, busy: threading.Event, tmp_path: Path):
    for number in range(4):
        made.told("office", "backup", tmp_path / f"copy-{number}", "--with-keys")
        new = Home(tmp_path / f"new-{number}")
        new.told("office", "restore", tmp_path / f"copy-{number}")
        told = new.told("office", "log")
        words = ("log", "verify", new.folder / "log", "--key", told["key"])
        assert new.run(*words).returncode == 0, new.run(*words).stderr
