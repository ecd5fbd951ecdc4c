"""The commands of the office: a registration from application to suspension, and a home that needs none of it."""

import ast
import hashlib
import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from typer.testing import CliRunner

from rugsat.cli import office_call
from rugsat.cli.main import app
from rugsat.kernel.errors import RugsatError
from rugsat.law.resolve import resolve
from rugsat.store.accounts.models import Account
from rugsat.store.kept_law import law_in_force
from rugsat.store.start import OfficeExtraMissingError, start
from tests.cli.conftest import Rugsat
from tests.usecases.people import APPLICATION, ISSUERS, REFERENCE, UN_LIST, Office, approve, attestations, signed

CLI = Path(office_call.__file__).parent


def written(tmp_path: Path, name: str, content: Any) -> str:
    path = tmp_path / name
    path.write_text(json.dumps(content, ensure_ascii=False))
    return str(path)


def ran(*words: object, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(map(str, words)))
    assert done.exit_code == code, done.output
    return done.stdout


def issued(rugsat: Rugsat, folder: Path, number: str) -> Path:
    """The code that is printed on the certificate that the office issues; the paper is verified once as valid."""
    ran("certificates", "make-keys", folder / "keys" / "authority", "--authority", "en=Central Bank of Turkmenistan")
    told = rugsat("authorisations", "issue-certificate", number, "--out", folder / "out", by="anna")
    trust = folder / "keys" / "authority" / "authority-trust.json"
    said = json.loads(ran("verify", folder / "out" / f"{number}.pdf", "--key", trust, "--json"))
    assert (said["signature"], said["number"], said["demonstration"]) == ("valid", number, True)
    assert hashlib.sha256((folder / "out" / f"{number}.pdf").read_bytes()).hexdigest() == told["document"]
    return folder / "out" / f"{number}.code.txt"


def verified_as(folder: Path, code: Path) -> str:
    """The status of a certificate by the list that the office has published."""
    trust = folder / "keys" / "authority" / "authority-trust.json"
    words = (code, "--key", trust, "--status", folder / "public" / "statuses.cwt", "--json")
    return str(json.loads(ran("verify", *words, code=3))["status"])


def test_a_miner_is_registered_and_suspended_by_commands_alone(rugsat: Rugsat, office: Office, tmp_path: Path):
    for kind, body in ISSUERS.items():
        rugsat("office", "issuer", kind, body, by="dilber")
    rugsat("office", "reference", written(tmp_path, "r.json", REFERENCE), by="anna")
    (tmp_path / "un.xml").write_bytes(UN_LIST)
    rugsat("office", "screening-list", tmp_path / "un.xml", by="anna")
    approve(office, "grid-mary", "approved_energy_provider")

    application = written(tmp_path, "a.json", APPLICATION)
    opened = rugsat(
        "applications", "open", "karakum", "mining_registration", application, "--class", "industrial", by="kerim"
    )
    case = opened["subject"]
    (tmp_path / "letters.pdf").write_bytes(b"%PDF-1.7 letters")
    digest = rugsat("applications", "document", case, tmp_path / "letters.pdf", by="kerim")["digest"]
    for login, body, said in attestations():
        file = written(tmp_path, "said.json", {**said, "document": digest if body else ""})
        rugsat("applications", "attest", case, file, *(["--body", body] if body else []), by=login)
    asked = rugsat("applications", "challenge", case, APPLICATION["wallets"][0]["account"], by="kerim")
    rugsat("applications", "prove", asked["nonce"], signed(asked["message"]), by="kerim")
    invoice = rugsat("fees", "invoice", case, by="merdan")["invoice"]
    line = (
        "--received",
        str(office.now.date()),
        "--account",
        "TM00BANK1",
        "--text",
        f"fee {invoice}",
        "--amount",
        "500",
    )
    rugsat("fees", "book", "B-1", *line, by="merdan")
    rugsat("applications", "submit", case, by="kerim")
    shown = rugsat("applications", "show", case)
    assert {each["status"] for each in shown["requirements"]} == {"met", "not_asked"}

    rugsat("applications", "countersign", case, "grant", by="anna")
    number = rugsat("applications", "grant", case, "--condition", "Report every month", by="dilber")["authorisation"]
    shown = rugsat("authorisations", "show", number)
    assert (shown["status"], shown["conditions"]) == ("in_force", ["Report every month"])
    rugsat("authorisations", "certificate", number, tmp_path / "certificate.json")
    code = issued(rugsat, settings.OFFICE, number)

    ground = resolve(law_in_force(), "procedure.urgent_suspension_grounds", office.now.date()).value[0]
    rugsat("applications", "countersign", case, "suspend", by="sona")
    rugsat("authorisations", "suspend", case, "--ground", ground, by="dilber")
    assert [each["status"] for each in rugsat("authorisations", "list", "--status", "suspended")] == ["suspended"]
    assert rugsat("authorisations", "publish-statuses", by="register")["not_valid"] == 1
    assert verified_as(settings.OFFICE, code) == "suspended"
    assert rugsat("fees", "balance")["together"] == {"TMT": "0.00 TMT"}

    rugsat("office", "snapshot", tmp_path / "register", by="anna")
    log = rugsat("office", "log")
    verify = ["log", "verify", log["log"], "--key", log["key"], "--register", str(tmp_path / "register")]
    verified = CliRunner().invoke(app, verify)
    assert verified.exit_code == 0, verified.output


def test_what_was_seen_and_has_changed_is_refused(rugsat: Rugsat, tmp_path: Path):
    application = written(tmp_path, "a.json", {})
    asked = ("open", "karakum", "mining_registration", application, "--class", "industrial")
    case = rugsat("applications", *asked, by="kerim")["subject"]
    rugsat("applications", "change", case, application, by="kerim")
    with pytest.raises(RugsatError, match="look at it again"):
        rugsat("applications", "--seen", "1", "submit", case, by="kerim")


def test_one_administrator_does_alone_at_the_machine_what_two_do_when_there_are_two(rugsat: Rugsat):
    rugsat("office", "account", "nazar", "Nazar", by="administrator")
    assert rugsat("office", "role", "nazar", "administrator", by="administrator")["subject"] == "nazar"
    role = rugsat("office", "role", "anna", "director", "--since", "2026-04-01", by="administrator")
    assert role["next"] == f"another administrator confirms it: rugsat office confirm {role['proposal']}"
    asked = rugsat("office", "password", "anna", by="administrator")
    assert "password" not in asked
    waiting = rugsat("office", "proposals")
    assert [(each["act"], each["login"]) for each in waiting] == [("give_role", "anna"), ("hand_out_password", "anna")]
    with pytest.raises(RugsatError, match="four eyes"):
        rugsat("office", "confirm", role["proposal"], by="administrator")
    assert "second_half" not in rugsat("office", "confirm", role["proposal"], by="nazar")
    confirmed = rugsat("office", "confirm", asked["proposal"], by="nazar")
    anna = Account.objects.get(login="anna")
    assert anna.check_password(f"{asked['first_half']}-{confirmed['second_half']}")
    other = rugsat("office", "account", "oguz", "Oguz", by="nazar")["proposal"]
    assert rugsat("office", "withdraw", other, "--note", "a slip", by="nazar")["state"] == "withdrawn"
    assert rugsat("office", "proposals") == []


def test_a_file_that_is_no_record_is_refused_with_its_name(rugsat: Rugsat, tmp_path: Path):
    (tmp_path / "p.yaml").write_text("- a\n- b\n")
    with pytest.raises(RugsatError, match=r"p\.yaml holds no record"):
        rugsat("parties", "register", "mary", str(tmp_path / "p.yaml"), by="anna")


def test_days_and_numbers_of_a_file_are_taken_as_they_are_written(tmp_path: Path):
    (tmp_path / "p.yaml").write_text("registered_on: 2024-05-01\nshare: 0.1\n")
    assert office_call.record_in(tmp_path / "p.yaml") == {"registered_on": "2024-05-01", "share": "0.1"}


def calls(function: str) -> list[tuple[str, set[str]]]:
    """Every call of a function in the commands: what it names first or second, and the words it hands over."""
    found = []
    for path in CLI.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
                named = [each.value for each in node.args if isinstance(each, ast.Constant)]
                words = {each.arg for each in node.keywords if each.arg} - {"as_json"}
                if named:
                    found.append((str(named[0]), words))
    return found


@pytest.mark.parametrize(("use_case", "words"), calls("act"), ids=lambda each: each if isinstance(each, str) else "")
def test_a_command_hands_a_use_case_what_it_takes(use_case: str, words: set[str]):
    start()
    function = getattr(importlib.import_module(f"rugsat.usecases.{use_case}"), use_case).function
    _, *taken = inspect.signature(function).parameters.values()
    assert words <= {each.name for each in taken}
    assert {each.name for each in taken if each.default is each.empty} <= words


@pytest.mark.parametrize(("query", "words"), calls("ask"), ids=lambda each: each if isinstance(each, str) else "")
def test_a_command_asks_a_question_that_there_is(query: str, words: set[str]):
    start()
    name, _, function = query.rpartition(".")
    taken = inspect.signature(getattr(importlib.import_module(f"rugsat.store.queries.{name}"), function)).parameters
    assert words <= set(taken)


def test_the_other_commands_load_neither_django_nor_an_act_of_the_office():
    of_the_office = "('django', 'rugsat.usecases')"
    program = f"import sys, rugsat.cli.main; print(*(name for name in sys.modules if name.startswith({of_the_office})))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_without_the_office_extra_the_commands_name_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(OfficeExtraMissingError, match=r"pip install 'rugsat\[office\]'"):
        start()


def test_an_office_that_was_never_made_is_named_and_not_made_by_the_way(tmp_path: Path):
    surroundings = {"RUGSAT_OFFICE": str(tmp_path / "none"), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-c", "from rugsat.cli.main import run; run()", "parties", "search", "x"]
    run = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert run.returncode == 2
    assert "make one with rugsat office make" in run.stderr.replace("\n", " ")
    assert not (tmp_path / "none").exists()
