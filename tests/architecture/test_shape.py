"""How long a thing may be, how it may be called, and what it must say of itself."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "rugsat"
CHECKS = SOURCE / "domain" / "supervision" / "checks"

MODULE, CHECK, FUNCTION, PATH, LAW, PAGE, TEMPLATE = 400, 120, 40, 120, 80, 400, 150
MIGRATION = re.compile(r"/migrations/\d{4}_\w+\.py$")
"""Migrations are written by Django, not by people."""
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "stuff", "base"}

LONGER: dict[str, tuple[int, str]] = {
    "src/rugsat/domain/supervision/checks/mining/declared_coins_below_metered_energy.py": (
        215,
        "the question and the weighing of its answer are one check; its statistics stand in coin_months.py and luck.py",
    ),
}
"""Files that may be longer than their kind, each with its reason."""

LAW_LONGER = {
    "calendar": (220, "one line for each holiday of a year, with its source"),
    "forms": (210, "one entry for each column of a return"),
    "instruments": (240, "one row for each step of a procedure"),
    "acts": (140, "one line for each value that an act sets"),
}


def files(*patterns: str) -> list[Path]:
    """Files of the project as they lie here, without what is ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted(ROOT / name for name in set(listed) if (ROOT / name).is_file() and not MIGRATION.search(name))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def too_long(paths: list[Path], limit: int) -> list[str]:
    found = []
    for path in paths:
        name = path.relative_to(ROOT).as_posix()
        allowed, _ = LONGER.get(name, (limit, ""))
        if lines(path) > allowed:
            found.append(f"{name}: {lines(path)} lines, {allowed} allowed")
    return found


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))


def body_length(function: ast.FunctionDef) -> int:
    """Lines of a function without its docstring, which may say what it must."""
    body = function.body
    documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    first = body[1] if documented and len(body) > 1 else body[0]
    assert function.end_lineno is not None
    return function.end_lineno - first.lineno + 1


def test_no_module_is_longer_than_one_thing():
    assert too_long(files("*.py"), MODULE) == []


def test_no_check_is_longer_than_a_page():
    assert too_long(sorted(CHECKS.rglob("*.py")), CHECK) == []


def test_no_function_is_longer_than_a_screen():
    found = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {body_length(function)} lines"
        for path in files("src/*.py", "bench/*.py", "tools/*.py", "examples/*.py")
        for function in functions(path)
        if body_length(function) > FUNCTION
    ]
    assert found == []


def test_no_path_is_too_long_for_any_machine():
    assert [name for name in (str(path.relative_to(ROOT)) for path in files()) if len(name) > PATH] == []


def test_no_file_is_named_for_nothing():
    assert [str(path.relative_to(ROOT)) for path in files("*.py", "*.yaml") if path.stem in FORBIDDEN] == []


def test_no_file_of_the_law_holds_more_than_one_thing():
    found = []
    for path in sorted((SOURCE / "law").rglob("*.yaml")):
        limit, _ = next((allowed for part, allowed in LAW_LONGER.items() if part in path.parts), (LAW, ""))
        if lines(path) > limit:
            found.append(f"{path.relative_to(ROOT)}: {lines(path)} lines, {limit} allowed")
    assert found == []


def test_no_page_of_the_documentation_is_endless():
    generated = ROOT / "docs" / "reference"
    written = [path for path in files("docs/*.md", "*.md") if generated not in path.parents]
    assert too_long(written, PAGE) == []


def test_no_template_does_too_much():
    assert too_long(files("src/*.html", "src/*.j2", "src/*.jinja"), TEMPLATE) == []


def test_every_module_says_what_it_is():
    found = [str(path.relative_to(ROOT)) for path in files("src/*.py", "tools/*.py") if not _docstring(path)]
    assert found == []


def test_every_module_says_it_in_one_line():
    found = [
        str(path.relative_to(ROOT))
        for path in files("src/*.py")
        if len(_docstring(path).split("\n\n")[0].splitlines()) > 2
    ]
    assert found == []


def test_a_check_is_called_what_its_file_is_called():
    for path in sorted(CHECKS.rglob("*.py")):
        if path.name != "__init__.py":
            assert path.stem in {function.name for function in functions(path)}, path


def test_a_test_is_a_sentence():
    found = [
        f"{path.relative_to(ROOT)}: {function.name}"
        for path in files("tests/*.py")
        for function in functions(path)
        if function.name.startswith("test_") and function.name.count("_") < 3
    ]
    assert found == []


def test_test_files_have_unlike_names():
    names = [path.name for path in files("tests/*.py") if path.name.startswith("test_")]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_every_exception_is_still_needed():
    for name, (allowed, reason) in LONGER.items():
        assert (ROOT / name).is_file(), f"{name} is gone: take it off the list"
        assert reason
        assert lines(ROOT / name) <= allowed


def _docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text())) or ""
