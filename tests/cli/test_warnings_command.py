"""Warnings about firms by commands alone: given, found, changed, withdrawn, taken over from another register."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rugsat.cli.main import app
from rugsat.kernel.errors import RugsatError
from tests.usecases.conftest import office  # noqa: F401 - a fixture
from tests.usecases.people import Office

FILE = Path(__file__).parents[2] / "examples" / "demo" / "data" / "esma_ncasp_2026-02-09.csv"
SAYS = {
    "name": "Altyn Coin",
    "names": ["Алтын Коин"],
    "websites": ["altyncoin.top"],
    "instrument": "exchange_licence",
    "ground": "Offers the exchange of crypto-assets and holds no licence.",
    "basis": "policy",
    "rests_on": "Order 7",
}


def warnings(*words: object, by: str = "") -> Any:
    who = ["--by", by] if by else []
    done = CliRunner().invoke(app, ["warnings", *who, *map(str, words), "--json"])
    if isinstance(done.exception, RugsatError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_a_warning_is_given_found_changed_and_withdrawn(office: Office, tmp_path: Path):  # noqa: F811 - a fixture
    file = tmp_path / "warning.json"
    file.write_text(json.dumps(SAYS, ensure_ascii=False))
    draft = warnings("draft", file, by="serdar")["subject"]
    assert [each["draft"] for each in warnings("drafts")] == [draft]
    assert warnings("list") == {"warnings": [], "after": ""}
    with pytest.raises(RugsatError, match="four eyes"):
        warnings("issue", draft, by="serdar")
    number = warnings("issue", draft, by="sona")["warning"]
    assert warnings("drafts") == []
    assert [each["warning"] for each in warnings("search", "алтын")] == [number]
    file.write_text(json.dumps(SAYS | {"websites": ["altyncoin.icu"]}, ensure_ascii=False))
    draft = warnings("draft", file, "--warning", number, by="serdar")["subject"]
    assert warnings("issue", draft, by="sona")["subject"] == number
    assert warnings("show", number)["websites"] == ["altyncoin.icu"]
    draft = warnings("draft-withdrawal", number, "--note", "it has got its licence", by="serdar")["subject"]
    warnings("withdraw", draft, by="dilber")
    assert warnings("list") == {"warnings": [], "after": ""}
    with pytest.raises(RugsatError, match="No warning"):
        warnings("show", number)


def test_a_register_of_warnings_is_taken_over_and_listed_page_by_page(office: Office):  # noqa: F811 - a fixture
    with pytest.raises(RugsatError, match="row 84, ae_lei_name 'DFG789'"):
        warnings("import", FILE, by="dilber")
    assert warnings("import", FILE, "--accept-faults", by="dilber")["entered"] == 100
    first = warnings("list")
    second = warnings("list", "--after", first["after"])
    assert len({each["warning"] for each in (*first["warnings"], *second["warnings"])}) == 50
    assert warnings("list", "--on", "2025-02-09")["warnings"] == []


def test_what_is_not_given_by_whoever_may_is_refused(office: Office, tmp_path: Path):  # noqa: F811 - a fixture
    file = tmp_path / "warning.json"
    file.write_text(json.dumps(SAYS))
    draft = warnings("draft", file, by="serdar")["subject"]
    with pytest.raises(RugsatError, match="supervisor"):
        warnings("issue", draft, by="anna")
    warnings("drop", draft, "--note", "not yet", by="serdar")
    with pytest.raises(RugsatError, match="dropped already"):
        warnings("issue", draft, by="sona")
    with pytest.raises(RugsatError, match="list them with rugsat warnings list"):
        warnings("draft-withdrawal", "TM-W-2026-000001-11", "--note", "x", by="dilber")
