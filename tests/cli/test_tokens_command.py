"""rugsat tokens: a token is shown once, listed without itself, and revoked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.api.server import OPEN_OFFICE, RUGSAT


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RUGSAT_", "DJANGO_"))}
    made = kept | {"RUGSAT_OFFICE": str(tmp_path_factory.mktemp("tokens") / "office")}
    subprocess.run([sys.executable, OPEN_OFFICE], env=made, check=True, capture_output=True)
    return made


def rugsat(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([RUGSAT, *words], env=environment, capture_output=True, text=True, check=False)


def test_a_token_is_shown_once_and_nowhere_again(environment: dict[str, str]):
    words = ("tokens", "--by", "root", "issue", "kerim", "--scope", "returns:file", "--label", "night run", "--json")
    issued = json.loads(rugsat(environment, *words).stdout)
    assert issued["secret"].startswith("rugsat_")
    listed = rugsat(environment, "tokens", "list", "--party", "karakum", "--json").stdout
    assert issued["secret"] not in listed
    assert issued["token"] in [each["token"] for each in json.loads(listed) if each["label"] == "night run"]
    office = Path(environment["RUGSAT_OFFICE"])
    for path in office.rglob("*"):
        assert not path.is_file() or issued["secret"].encode() not in path.read_bytes(), path
    revoked = json.loads(rugsat(environment, "tokens", "--by", "root", "revoke", issued["token"], "--json").stdout)
    assert revoked["revoked_at"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--by", "root", "issue", "kerim", "--scope", "everything"), "is no scope"),
        (("--by", "kerim", "issue", "kerim", "--scope", "sandbox"), "may not do this"),
        (("--by", "root", "issue", "anna", "--scope", "sandbox"), "no user of an organisation"),
        (("--by", "root", "issue", "kerim", "--scope", "sandbox", "--days", "9999"), "1 to 366 days"),
        (("--by", "root", "revoke", "0000"), "there is no token"),
    ],
)
def test_what_cannot_be_issued_says_why(environment: dict[str, str], words: tuple[str, ...], why: str):
    run = rugsat(environment, "tokens", *words)
    assert run.returncode == 2
    assert why in run.stderr
