"""A receipt is one model; its auth.031 has the shape of the standard."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugsat.domain.returns.filing import Filing
from rugsat.domain.returns.receipt import (
    CheckedRule,
    FileStatus,
    Receipt,
    ReceivedFile,
    Receiving,
    UncheckedRule,
    status_of,
)
from rugsat.domain.returns.receipt_auth_031 import auth_031
from rugsat.domain.returns.receipt_text import receipt_text

TREE = json.loads((Path(__file__).parent / "auth_031_tree.json").read_text())
LIMITS = {"Max350Text": 350, "Max140Text": 140, "Max35Text": 35}


def receipt(**changes: Any) -> Receipt:
    made: dict[str, Any] = {
        "filing": Filing.of_file("mary-energo.meter_readings.2026-01.csv"),
        "jurisdiction": "tm",
        "form_since": date(2026, 1, 1),
        "file": ReceivedFile("mary-energo.meter_readings.2026-01.csv", "ab" * 32, 1234),
        "status": FileStatus.IN_PART,
        "receiving": Receiving(
            received_at=datetime(2026, 2, 1, tzinfo=UTC), rule_pack="cd" * 32, demonstrations=("d",)
        ),
        "rows": 10,
        "rejected_rows": 2,
        "checked": (CheckedRule("x.range", "a number above 0", 3), CheckedRule("y.lei", "a LEI")),
        "not_checked": (UncheckedRule("z.registered", "a name", "there is no register"),),
        "first_faults": ((3, "x", "-1", "x.range", "a number above 0"), (5, "x", None, "x.range", "a number above 0")),
    }
    return Receipt(**(made | changes))


def check_shape(value: Any, tree: Any, path: str) -> None:
    """Every element is one of the tree's, as often as it may be, and every text is of its type."""
    if "type" in tree and not any("[" in key for key in tree):
        if tree["type"].startswith("Supplementary"):
            return
        assert isinstance(value, str), path
        assert len(value) <= LIMITS.get(tree["type"], 1000), path
        assert "values" not in tree or value in tree["values"], path
        assert "pattern" not in tree or re.fullmatch(tree["pattern"], value), path
        return
    known = {key.split(" ")[0]: (key, below) for key, below in tree.items()}
    for name, (key, _below) in known.items():
        assert name in value or "[0.." in key or "choice" in key, f"{path} lacks {name}"
    for name, content in value.items():
        assert name in known, f"{path}.{name} is not in the standard"
        key, below = known[name]
        assert isinstance(content, list) == ("..n]" in key), f"{path}.{name}"
        for each in content if isinstance(content, list) else [content]:
            check_shape(each, below, f"{path}.{name}")


@pytest.mark.parametrize(
    "made",
    [
        receipt(),
        receipt(status=FileStatus.ACCEPTED, rejected_rows=0, first_faults=(), checked=()),
        receipt(status=FileStatus.CORRUPTED, refusal="x" * 500, rows=0, rejected_rows=0),
        receipt(checked=(CheckedRule("a_long_name+another_long_name+a_third.product", "y" * 400, 1),)),
    ],
)
def test_auth_031_has_the_shape_of_the_standard(made):
    document = json.loads(json.dumps(auth_031(made)))
    check_shape(document, TREE["elements"], "")
    (advice,) = document["FinInstrmRptgStsAdvc"]["StsAdvc"]
    assert advice["MsgRptIdr"] == made.id
    counts = advice["MsgSts"]["Sttstcs"]
    assert sum(int(status["DtldNbOfRcrds"]) for status in counts["NbOfRcrdsPerSts"]) == int(counts["TtlNbOfRcrds"])


def test_the_id_follows_from_everything_that_the_receipt_says():
    assert receipt().id == receipt().id
    others = [receipt(rows=11), receipt(refusal="x"), receipt(first_faults=()), receipt(status=FileStatus.ACCEPTED)]
    assert len({receipt().id, *(other.id for other in others)}) == 5


def test_a_demonstration_is_labelled_and_what_is_unknown_is_called_so():
    text = receipt_text(receipt())
    assert "DEMONSTRATION: judged under d, which is not law" in text
    assert re.search(r"Due +unknown", text)
    assert re.search(r"Late +unknown", text)
    assert "there is no register" in text
    assert "row 3, x: -1 — expected a number above 0" in text
    assert "1 more in the fault file" in text


@given(st.sampled_from(["original", "correction"]), st.booleans(), st.integers(0, 5), st.data())
def test_a_file_is_taken_in_part_only_where_the_form_allows_it(kind, in_part, rows, data):
    rejected = data.draw(st.integers(0, rows))
    status = status_of(
        kind=Filing.of_file(f"a.b.2026.{kind}.csv").kind, in_part=in_part, rows=rows, rejected_rows=rejected
    )
    if rows and not rejected:
        assert status is FileStatus.ACCEPTED
    elif in_part and rejected < rows:
        assert status is FileStatus.IN_PART
    else:
        assert status is FileStatus.REJECTED
