"""An office is made with the settings of service alone, and no command works upon one that is not its own."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rugsat.store.secret_key import begin_secret, make_secret
from tests.store.test_backup import Home
from tests.usecases.databases import postgres

SERVICE = {
    "DJANGO_SETTINGS_MODULE": "rugsat.web.settings_production",
    "RUGSAT_HOSTS": "office.example.org",
    "RUGSAT_DEMONSTRATION": "",
}
JOBS = (("office", "log"), ("office", "day"))


def started(home: Home) -> subprocess.CompletedProcess[str]:
    """The web, started upon an office as a server starts it."""
    command = [sys.executable, "-c", "import rugsat.web.wsgi; print('started')"]
    return subprocess.run(command, env=home.surroundings, capture_output=True, text=True, check=False)


@pytest.fixture
def made(tmp_path: Path) -> Home:
    home = Home(tmp_path / "office")
    assert home.told("office", "make", "--administrator", "anna")["administrator"] == "anna"
    return home


@pytest.mark.prove
def test_an_office_is_made_with_the_settings_that_service_needs_and_no_other(tmp_path: Path):
    with postgres() as address:
        home = Home(tmp_path / "office", address, **SERVICE)
        assert home.told("office", "make", "--administrator", "anna")["administrator"] == "anna"
        assert (home.folder / "secret.key").stat().st_mode & 0o077 == 0
        assert home.told("office", "log")["entries"] == 1
        assert started(home).stdout == "started\n"


def test_a_secret_is_begun_for_a_new_office_alone(tmp_path: Path):
    folder = tmp_path / "office"
    begin_secret({"RUGSAT_OFFICE": str(folder), "RUGSAT_SECRET_KEY_FILE": "elsewhere"})
    begin_secret({"RUGSAT_OFFICE": str(folder), "RUGSAT_SECRET_KEY": "k" * 60})
    begin_secret({})
    assert not folder.exists()
    begin_secret({"RUGSAT_OFFICE": str(folder)})
    held = make_secret(folder).read_text()
    begin_secret({"RUGSAT_OFFICE": str(folder)})
    assert (folder / "secret.key").read_text() == held
    (folder / "secret.key").unlink()
    (folder / "log").mkdir()
    begin_secret({"RUGSAT_OFFICE": str(folder)})
    assert not (folder / "secret.key").exists(), "an office with a log brings its own back"


def test_making_an_office_again_names_the_administrator_with_whom_it_began(made: Home):
    assert made.told("office", "make")["administrator"] == "anna"


def test_no_command_and_no_web_works_upon_an_office_of_another_version(made: Home, tmp_path: Path):
    empty = Home(tmp_path / "empty")
    (tmp_path / "empty").mkdir()
    sqlite3.connect(tmp_path / "empty" / "office.sqlite3").close()
    with sqlite3.connect(made.folder / "office.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('licensing', '9999_x', '2026-01-01')"
        )
    for home, said in ((empty, "rugsat office make"), (made, "a later version (licensing.9999_x)")):
        for words in JOBS:
            done = home.run(*words)
            assert (done.returncode, said in done.stderr) == (2, True), done.stderr
        assert said in started(home).stderr


def test_no_command_and_no_web_works_upon_an_office_of_another_jurisdiction(made: Home):
    other = Home(made.folder, RUGSAT_JURISDICTION="kz", RUGSAT_DEMONSTRATION="")
    for words in (JOBS[0], ("office", "make")):
        done = other.run(*words)
        assert (done.returncode, "set RUGSAT_JURISDICTION=tm" in done.stderr) == (2, True), done.stderr
    assert "set RUGSAT_JURISDICTION=tm" in started(other).stderr


def test_who_acts_is_asked_for_where_nobody_is_named(made: Home):
    assert "name the login with --by" in made.run("office", "account", "boris", "Boris").stderr
    assert "no account 'boris' that may act" in made.run("office", "--by", "boris", "account", "x1", "X").stderr


def test_a_role_for_nobody_and_one_that_is_none_are_told_apart(made: Home):
    nobody = made.run("office", "--by", "anna", "role", "boris", "director").stderr
    assert nobody.strip().endswith("there is no account 'boris': open it first")
    assert "take one of licensing_officer" in made.run("office", "--by", "anna", "role", "anna", "boss").stderr


def test_where_there_is_nothing_a_command_says_so(made: Home):
    assert made.run("office", "proposals").stdout == "Nothing.\n"
    assert json.loads(made.run("office", "proposals", "--json").stdout) == []


def test_a_state_in_which_no_run_is_ever_is_named(made: Home):
    assert "take one of waiting, running" in made.run("runs", "list", "--state", "asleep").stderr
    assert made.run("runs", "list", "--state", "failed").stdout == "No run is failed.\n"
