"""What must be true of every check and every command, whoever adds it."""

from pathlib import Path

import pytest

from rugsat.domain.supervision.check import Check, Lifecycle
from rugsat.domain.supervision.discovery import all_checks
from rugsat.evidence.schemas.all import CONTRACTS
from rugsat.law.adopted import definitions_in
from rugsat.law.pack import jurisdictions, load_jurisdiction
from tools.case_files import has_case
from tools.command_pages import commands, options

ROOT = Path(__file__).parents[2]
CHECKS = all_checks()
EVERY_CHECK = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
COMMANDS = list(commands())
EVERY_COMMAND = pytest.mark.parametrize(("words", "command"), COMMANDS, ids=[" ".join(words) for words, _ in COMMANDS])


def test_every_file_of_a_family_is_a_check():
    folder = ROOT / "src" / "rugsat" / "domain" / "supervision" / "checks"
    held = {path.stem for path in folder.rglob("*.py") if path.name != "__init__.py"}
    assert held == {check.name for check in CHECKS}


@EVERY_CHECK
def test_a_check_has_a_test_file_that_mirrors_it(check: Check):
    assert (ROOT / "tests/domain/supervision/checks" / check.family / f"test_{check.name}.py").is_file()


@EVERY_CHECK
def test_a_check_rests_on_parameters_that_every_jurisdiction_knows(check: Check):
    for code in jurisdictions():
        known = load_jurisdiction(code).rulebook.parameters
        assert [name for name in check.rests_on if name not in known] == [], code


@EVERY_CHECK
def test_a_check_reads_datasets_that_exist(check: Check):
    returns = {each.name for code in jurisdictions() for each in definitions_in(load_jurisdiction(code))}
    known = returns | set(CONTRACTS)
    assert [name for name in check.reads if name not in known] == []
    assert {*check.may_be_empty, *check.history, *(name for name, _ in check.valued)} <= set(check.reads)


@EVERY_CHECK
def test_a_check_says_in_one_sentence_what_would_be_true_and_then_what_it_does(check: Check):
    statement, _, more = check.docstring.partition("\n\n")
    assert statement.endswith(".")
    assert statement.count(". ") == 0
    assert more, "how it is judged is published too"


@EVERY_CHECK
def test_a_check_has_its_page(check: Check):
    page = ROOT / "docs" / "reference" / "checks" / f"{check.name}.md"
    assert check.title.split()[0] in page.read_text()


@EVERY_CHECK
def test_a_stable_check_has_a_true_case_and_a_look_alike(check: Check):
    assert has_case(check.name) or check.lifecycle is not Lifecycle.STABLE, f"write docs/cases/{check.name}.yaml"


@EVERY_COMMAND
def test_a_command_says_what_it_is_for(words: tuple[str, ...], command):
    assert (command.help or "").strip().endswith("."), "one sentence, with its full stop"


@EVERY_COMMAND
def test_everything_that_a_command_takes_has_help(words: tuple[str, ...], command):
    assert [each.name for each in options(command) if not (each.help or "").strip()] == []
