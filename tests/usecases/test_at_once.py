"""Many at once, double clicks, stale forms and kills: no act is lost, none is done twice, none is done by half."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rugsat.evidence.log.key_files import PUBLIC, read_public_keys
from rugsat.evidence.log.reader import LogReader
from tests.usecases.databases import postgres

ROOT = Path(__file__).parents[2]
AT_ONCE = 4


@dataclass
class Place:
    """An office on the disk, with its database."""

    folder: Path
    database: str
    child: str = "tests.usecases.office_child"
    """The module that each of its processes runs."""

    def run(self, what: str, asked: dict[str, Any] | None = None) -> dict[str, Any]:
        """Something in a process of its own."""
        child = self.begin(what, asked or {})
        said, wrong = child.communicate(timeout=300)
        assert child.returncode == 0, wrong
        return dict(json.loads(said))

    def begin(self, what: str, asked: dict[str, Any]) -> "subprocess.Popen[str]":
        surroundings = {
            **os.environ,
            "RUGSAT_OFFICE": str(self.folder),
            "RUGSAT_DATABASE": self.database,
            "RUGSAT_DEMONSTRATION": "demonstration",
            "DJANGO_SETTINGS_MODULE": "rugsat.store.settings",
        }
        command = [sys.executable, "-m", self.child, what, json.dumps(asked)]
        return subprocess.Popen(
            command, cwd=ROOT, env=surroundings, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def at_once(self, act: str, calls: list[list[Any]]) -> list[dict[str, Any]]:
        """Calls of one act in as many processes, all at the same moment; what came of each."""
        signal = self.folder / f"go-{act}"
        children = [self.begin("race", {"act": act, "signal": str(signal), "calls": some}) for some in calls]
        until = time.monotonic() + 300
        while len(list(self.folder.glob(f"{signal.name}.*"))) < len(children) and time.monotonic() < until:
            time.sleep(0.01)
        signal.touch()
        outcomes = []
        for child in children:
            said, wrong = child.communicate(timeout=300)
            assert child.returncode == 0, wrong
            outcomes += json.loads(said)["outcomes"]
        return outcomes


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.prove)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An office on SQLite, and in make prove one on PostgreSQL."""
    (tmp_path / "office").mkdir()
    if request.param == "sqlite":
        yield Place(tmp_path / "office", "")
        return
    with postgres() as address:
        yield Place(tmp_path / "office", address)


def test_what_many_do_at_once_is_done_once_and_logged_without_a_gap(place: Place):
    made = place.run("prepare")
    case, draft = made["case"], made["draft"]

    # Many officers' screens grant the same case at once.
    granted = place.at_once("grant", [[[{"by": "dilber"}, {"case": case}]]] * AT_ONCE)
    assert sum("done" in each for each in granted) == 1
    assert {each["refused"] for each in granted if "refused" in each} == {"TransitionRefusedError"}

    # One form is sent many times: each gets the answer, one acts.
    says = {"kind": "legal_entity", "name": "Mary Hash", "country": "TM"}
    call = [{"by": "anna", "key": "click"}, {"party": "mary", "says": says}]
    clicked = place.at_once("register_party", [[call]] * AT_ONCE)
    assert [each["done"] for each in clicked] == ["mary"] * AT_ONCE
    assert sum(not each["repeated"] for each in clicked) == 1

    # Two people change the same draft, both having seen its first version.
    changes = [
        [[{"by": "kerim", "seen": 1}, {"case": draft, "says": {"plans": {"p": {"n": n}}}}]] for n in range(AT_ONCE)
    ]
    changed = place.at_once("change_application", changes)
    assert sum("done" in each for each in changed) == 1
    assert {each["refused"] for each in changed if "refused" in each} == {"StaleError"}

    # One line of the bank is booked by everybody at once.
    line = {"bank_line": "B-9", "payer_account": "x", "text": "nothing", "amount": "7.00", "currency": "TMT"}
    booked = place.at_once("book_payment", [[[{"by": "merdan"}, line]]] * AT_ONCE)
    assert sum("done" in each for each in booked) == 1
    assert {each["refused"] for each in booked if "refused" in each} == {"PaymentRefusedError"}

    # One asset is approved by many: the register says it once.
    approved = place.at_once("approve_asset", [[[{"by": "dilber"}, {"dti": "V15WLZJMF", "name": "Bitcoin"}]]] * AT_ONCE)
    assert all("done" in each for each in approved)

    # Many different acts at once: every one has its number.
    many = [[[{"by": "anna"}, {"party": f"firm-{who}-{n}", "says": says}] for n in range(5)] for who in range(AT_ONCE)]
    assert all("done" in each for each in place.at_once("register_party", many))

    held = place.run("told")
    assert held["authorisations"] == made["authorisations"] + 1
    assert held["acts"] == made["acts"] + 1
    assert held["parties"] == made["parties"] + 1 + 20
    assert dict(held["versions"])[draft] == 2
    # The grant is two entries, the party, the change and the payment one each, four approvals, and twenty parties.
    assert held["entries"] == made["entries"] + 2 + 1 + 1 + 1 + AT_ONCE + 20


@pytest.mark.prove
def test_killed_at_any_step_an_act_is_done_whole_or_not_at_all(place: Place):
    made = place.run("prepare")
    asked = {"act": "grant", "call": {"by": "dilber", "key": "once"}, "words": {"case": made["case"]}}
    assert place.run("kill", asked)["steps"] > 30
    walked = place.run("sequence")
    assert walked["steps"] > 10
    assert walked["size"] == walked["entries"]
    key = (place.folder / "keys" / "log" / PUBLIC).read_text().strip()
    reader = LogReader(walked["log"])
    reader.verify_all(*read_public_keys([key], origin=reader.claimed.origin))
    assert reader.size == walked["entries"]
