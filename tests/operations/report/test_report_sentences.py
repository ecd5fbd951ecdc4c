import ast
import importlib
import inspect
import pkgutil
import re
from types import ModuleType

import pytest

from rugsat.domain import supervision
from rugsat.domain.licensing import law_view, procedure
from rugsat.domain.returns import quality
from rugsat.domain.supervision.discovery import all_checks
from rugsat.kernel.language import speaking
from rugsat.law import resolve
from rugsat.law.pack import RulePack
from rugsat.operations.cycle import coverage, cycle
from rugsat.operations.report import sentences
from rugsat.operations.report.sentences import labels, sentence, subject_parts, subject_text


def _written_in(*modules: ModuleType) -> set[str]:
    """Every text of the modules with its fields left blank, cut at semicolons."""
    texts = set()
    for module in modules:
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.JoinedStr):
                texts.add("".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(re.sub(r"\{\w+\}", "{}", node.value))
    return {part.strip() for text in texts for part in text.split(";")}


def _supervision() -> list[ModuleType]:
    """The modules of all checks and of what checks stand on."""
    found = pkgutil.walk_packages(supervision.__path__, prefix=f"{supervision.__name__}.")
    return [importlib.import_module(module.name) for module in found if not module.ispkg]


def test_every_sentence_that_is_said_again_is_one_that_a_run_writes() -> None:
    written = _written_in(coverage, cycle, quality, resolve, procedure, law_view, *_supervision())
    # What is written from columns or from a choice of words stands in the code in pieces.
    pieces = {re.sub(r"(less|more)(?= than metered)", "{}", text).rstrip("{} ") for text in written}
    known = {re.sub(r"\{\w+\}", "{}", pattern) for pattern in sentences._PATTERNS}
    gone = {each for each in known if re.sub(r"(less|more)(?= than metered)", "{}", each).rstrip("{} ") not in pieces}
    assert not gone, f"changed in the code: {sorted(gone)}"


def test_what_rows_could_not_be_judged_is_said_in_the_language_of_the_reader() -> None:
    left_out = {inspect.getdoc(rows) or "" for check in all_checks() for rows in check.left_out}
    assert left_out
    for language in ("ru", "tk"):
        with speaking(language):
            assert not [said for said in left_out if said in sentence(f"not judged: 12 {said}")], language


def test_every_reason_that_coverage_gives_can_be_said_again() -> None:
    reasons = {text for text in _written_in(coverage) if "{}" in text}
    known = {re.sub(r"\{\w+\}", "{}", pattern) for pattern in sentences._PATTERNS}
    assert reasons <= known, f"add to _PATTERNS and translate: {sorted(reasons - known)}"


def test_a_reason_is_said_in_the_language_of_the_reader() -> None:
    with speaking("ru"):
        assert sentence("mining.capacity_tolerance is not set by law or policy") == (
            "mining.capacity_tolerance не установлено ни законом, ни актом органа"
        )
        assert sentence("due 2026-02-10; not in yet") == "срок 10 февраля 2026\u202fг.; ещё не поступил"


def test_every_reason_why_a_value_is_not_set_can_be_said_again() -> None:
    reasons = {text for module in (resolve, procedure, law_view) for text in _why_not_set(module)}
    known = {re.sub(r"\{\w+\}", "{}", pattern) for pattern in sentences._PATTERNS}
    assert len(reasons) > 8
    assert reasons <= known, f"add to _PATTERNS and translate: {sorted(reasons - known)}"
    with speaking("ru"):
        assert sentence("set only from 2026-03-01") == "установлено только с 1 марта 2026\u202fг."


def _why_not_set(module: ModuleType) -> set[str]:
    """What a module gives as the reason of what is not set, with its fields left blank."""
    tree = ast.parse(inspect.getsource(module))
    reasons = [
        node.args[3]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "NotSet"
    ]
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name == "_why":
            reasons += [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]
    texts = set()
    for reason in reasons:
        for node in (reason.body, reason.orelse) if isinstance(reason, ast.IfExp) else (reason,):
            if isinstance(node, ast.JoinedStr):
                texts.add("".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values))
            elif isinstance(node, ast.Constant):
                texts.add(str(node.value))
    return texts


def test_a_sentence_that_is_not_known_is_shown_as_it_was_written() -> None:
    with speaking("tk"):
        assert sentence("something new {0}; not in yet") == "something new {0}; entek gelmedi"


@pytest.mark.parametrize(("odds", "said"), [("5.1e+03", "5,100"), ("1e+15", "more than 1,000,000,000")])
def test_odds_are_written_out(odds: str, said: str) -> None:
    assert sentence(f"by chance 1 in {odds}") == f"by chance 1 in {said}"


def test_a_subject_is_taken_apart_into_kinds_and_identifiers() -> None:
    assert subject_parts("exchange:984500/asset:X9J") == [("Exchange", "984500"), ("asset", "X9J")]
    assert subject_parts("connection:A/B:C") == [("Connection", "A/B:C")]


def test_a_subject_of_no_known_kind_is_shown_whole() -> None:
    assert subject_text("<b>what</b>") == "<b>what</b>"


def test_a_persons_token_is_shortened_and_nothing_else_is() -> None:
    assert subject_text("person:" + "ab" * 32) == "Person abababababababab…"
    assert subject_text("connection:" + "ab" * 32) == "Connection " + "ab" * 32


def test_the_title_of_a_demonstration_act_is_in_the_language_of_the_reader(pack: RulePack) -> None:
    said = ["demonstration: Demonstration of the Turkmen regime", "tried, not in force: lower_outflow_limit", "else"]
    with speaking("tk"):
        shown = labels(said, pack.rulebook)
    assert shown[0] == "Görkeziş: Türkmen düzgüniniň görkezilişi"
    assert shown[1].endswith("lower_outflow_limit")
    assert shown[2] == "else"


def test_a_return_is_named_by_its_title_and_its_period_as_people_write_it() -> None:
    subject = "party:miner-1/return:mining_monthly/period:2026-03"
    titles = {"mining_monthly": "Monthly return of a miner"}
    assert subject_text(subject, titles) == "Party miner-1 · return Monthly return of a miner · period March 2026"
    assert subject_text(subject) == "Party miner-1 · return mining_monthly · period March 2026"
