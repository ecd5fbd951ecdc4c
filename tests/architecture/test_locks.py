"""The locks hold what the project asks for, and nothing of the machine that made them."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
TESTED = ("certificates", "chain", "office", "dev")
SERVED = ("certificates", "chain", "office")
EXTRAS = {"core": (), "service": SERVED, "test": TESTED, "all": (*TESTED, "spark", "docs", "bench")}
PIN = re.compile(r"^([a-z0-9.-]+)==([^ ;\\]+)", re.MULTILINE)
NOT_AT_HOME = ("django", "pyarrow", "pandas", "pyspark-client", "pysail", "pytest", "sphinx")


def pins(lock: str) -> dict[str, set[Version]]:
    found: dict[str, set[Version]] = {}
    for name, version in PIN.findall((ROOT / "requirements" / f"{lock}.txt").read_text()):
        found.setdefault(canonicalize_name(name), set()).add(Version(version))
    return found


@pytest.mark.parametrize("lock", EXTRAS)
def test_a_lock_holds_a_fitting_version_of_all_that_is_asked_for(lock: str):
    asked = [*PROJECT["dependencies"]]
    for extra in EXTRAS[lock]:
        asked += PROJECT["optional-dependencies"][extra]
    held = pins(lock)
    for text in asked:
        wanted = Requirement(text)
        versions = held.get(canonicalize_name(wanted.name), set())
        assert any(version in wanted.specifier for version in versions), f"{text}: run make lock"


@pytest.mark.parametrize("lock", EXTRAS)
def test_every_pin_has_a_hash_and_no_line_names_a_place(lock: str):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert PIN.match(block), block
        assert "--hash=sha256:" in block, block
    assert not re.search(r"://|file:|@ |(^|\s)/|--(extra-)?index|--find-links", text)


@pytest.mark.parametrize(("narrow", "wide"), [("core", "service"), ("service", "test"), ("test", "all")])
def test_a_wider_lock_holds_the_narrower_one(narrow: str, wide: str):
    held = pins(wide)
    assert {name for name, versions in pins(narrow).items() if not versions <= held[name]} == set()


def test_checking_a_file_at_home_needs_no_server_and_no_arrow():
    assert not set(pins("core")) & set(NOT_AT_HOME)
