"""The papers that a stranger reads first are there, and are what their standards ask for."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

import rugsat

ROOT = Path(__file__).parents[2]
PAPERS = ("README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", "publiccode.yml")
PUBLIC_CODE = yaml.safe_load((ROOT / "publiccode.yml").read_text())
NEEDED = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}
LINK = re.compile(r"\[[^\]]*\]\((?!https?:)([^)#\s]+)(#[^)]*)?\)")


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_there(name: str):
    assert (ROOT / name).stat().st_size > 100


@pytest.mark.parametrize("name", [name for name in PAPERS if name.endswith(".md")])
def test_every_link_in_a_paper_leads_somewhere(name: str):
    assert [link for link, _ in LINK.findall((ROOT / name).read_text()) if not (ROOT / link).exists()] == []


def test_publiccode_has_what_its_standard_needs():
    assert set(PUBLIC_CODE) >= NEEDED
    assert PUBLIC_CODE["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert PUBLIC_CODE["legal"]["license"] == tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"]
    assert PUBLIC_CODE["maintenance"]["type"] == "community"
    assert PUBLIC_CODE["maintenance"]["contacts"]


def test_publiccode_describes_it_in_the_lengths_of_its_standard():
    for told in PUBLIC_CODE["description"].values():
        assert len(told["shortDescription"]) <= 150
        assert 150 <= len(told["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in told["features"])


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == rugsat.__version__ == PUBLIC_CODE["softwareVersion"]
    assert f"## [{rugsat.__version__}]" in (ROOT / "CHANGELOG.md").read_text()
