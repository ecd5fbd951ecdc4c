"""What an entry of the log stands for is shown by its content and its salt, and by those of no other entry."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rugsat.cli.main import app
from rugsat.evidence.log.commitment import commit, new_salt
from rugsat.evidence.log.errors import LogError, NotInLogError
from rugsat.evidence.log.log import Log
from rugsat.evidence.log.note import KeySigner, Verifier
from rugsat.evidence.log.opening import Opening

DAY = date(2026, 4, 9)
OPENING = Opening({"case": "A-1", "ground": "Güýç", "steps": [1, {"a": None}]}, new_salt())
ENTRY = commit("case_suspend", DAY, OPENING.content, salt=OPENING.salt).to_bytes()


def test_an_opening_is_written_read_and_fits_its_entry_alone() -> None:
    read = Opening.from_bytes(OPENING.to_bytes())
    assert read == OPENING
    leaf = read.refuse_unless_of(ENTRY)
    assert (leaf.act, leaf.day) == ("case_suspend", DAY)
    other = commit("case_suspend", DAY, OPENING.content, salt=new_salt()).to_bytes()
    for wrong, entry in ((OPENING, other), (Opening({**OPENING.content, "case": "A-2"}, OPENING.salt), ENTRY)):
        with pytest.raises(NotInLogError, match="does not stand for this content"):
            wrong.refuse_unless_of(entry)
    with pytest.raises(LogError, match="no commitment"):
        OPENING.refuse_unless_of(b"x")


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    said = json.loads(OPENING.to_bytes())
    change(said)
    return json.dumps(said).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"7", b"\xff", b"[" * 100_000, changed(lambda said: said.pop("salt")),
        changed(lambda said: said.update(salt="00")), changed(lambda said: said.update(salt=7)),
        changed(lambda said: said.update(content=[1])), changed(lambda said: said.update(version=2)),
        changed(lambda said: said.update(more=1)),
    ],
)  # fmt: skip
def test_a_file_that_is_no_opening_is_refused(content: bytes) -> None:
    with pytest.raises(LogError, match="no opening"):
        Opening.from_bytes(content)


def test_the_command_says_what_a_proven_entry_stands_for(tmp_path: Path, signer: KeySigner, key: Verifier) -> None:
    with Log.open(tmp_path / "log", signer) as log:
        log.append_at(0, [b"one", ENTRY])
        log.checkpoint()
        (tmp_path / "proof").write_text(log.reader().entry_proof(1).to_text())
    (tmp_path / "opening").write_bytes(OPENING.to_bytes())
    asked = ["log", "check", str(tmp_path / "proof"), "--key", str(key), "--opening", str(tmp_path / "opening")]
    told = CliRunner().invoke(app, asked)
    assert (told.exit_code, "It stands for this" in told.output, "Güýç" in told.output) == (0, True, True)
    assert json.loads(CliRunner().invoke(app, [*asked, "--json"]).stdout)["stands_for"] == OPENING.content
    (tmp_path / "opening").write_bytes(Opening({"case": "A-2"}, OPENING.salt).to_bytes())
    told = CliRunner().invoke(app, asked)
    assert (told.exit_code, "NOT TRUE (not_in_log)" in told.output) == (1, True)
