"""Runs the worked cases in tests/law/<jurisdiction>/procedures/, written so that a lawyer can read and count along."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rugsat.kernel.errors import SourceError
from rugsat.law.source.document import Node, read_document
from tests.domain.licensing.led_case import DEMONSTRATED, SHIPPED, LedCase

LAW = Path(__file__).parents[2] / "law"
TEXTS = ("at", "verb", "by", "office")
MORE = ("on_behalf_of", "ground", "note", "signs_for", "means")


def worked_cases() -> Iterator[Node]:
    for file in sorted(LAW.glob("[a-z][a-z]/procedures/*.yaml")):
        yield from read_document(file.read_text(), file=str(file.relative_to(LAW))).sequence()


def title(node: Node) -> str:
    return f"{node.file[:2]}: {node.entries()['title'].text()}"


def total(node: Node) -> int:
    """A whole number, or a sum or difference of some."""
    if not node.is_text:
        return node.whole()
    signed = node.text().replace("-", "+ -").split("+")
    try:
        return sum(int(part.replace("- ", "-")) for part in signed)
    except ValueError:
        node.refuse(f"'{node.text()}' is no sum: use whole numbers, + and -")


def led(entries: dict[str, Node], code: str) -> LedCase:
    """The case, led act by act."""
    demonstrated = "demonstration" in entries and entries["demonstration"].boolean()
    case = LedCase(pack=(DEMONSTRATED if demonstrated else SHIPPED)[code], instrument=entries["instrument"].text())
    for node in entries["acts"].sequence():
        given = node.mapping(required=TEXTS, optional=(*MORE, "served_on"))
        more: dict[str, object] = {key: given[key].text() for key in MORE if key in given}
        if "served_on" in given:
            more["served_on"] = given["served_on"].day()
        case.act(given["at"].text(), given["verb"].text(), given["by"].text(), given["office"].text(), **more)
    return case


def check(node: Node) -> None:
    entries = node.mapping(
        required=("title", "rests_on", "instrument", "acts", "look_on", "clock", "since", "due", "counted", "state"),
        optional=("demonstration", "length", "stopped"),
    )
    entries["rests_on"].text()
    found = led(entries, node.file[:2]).clock(entries["clock"].text(), entries["look_on"].day())
    due = entries["due"]
    assert found.since == entries["since"].day()
    assert found.due == (None if due.is_text and due.text() == "none" else due.day())
    assert found.counted == total(entries["counted"])
    assert found.stopped_days == (total(entries["stopped"]) if "stopped" in entries else 0)
    assert found.state == entries["state"].text()
    if "length" in entries:
        assert getattr(found.length, "value", None) == total(entries["length"])


@pytest.mark.parametrize("example", list(worked_cases()), ids=title)
def test_a_clock_runs_as_the_worked_case_says(example: Node) -> None:
    check(example)


GIVEN = """title: T
rests_on: R
instrument: mining_registration
acts: [{at: "2026-03-02 10:00", verb: submit, by: firm, office: applicant}]
look_on: 2026-03-03
clock: decision
since: 2026-03-02
due: none
counted: 0
state: asleep
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [("since: 2026-03-02", "since: 2026-03-03"), ("due: none", "due: 2026-04-02"), ("counted: 0", "counted: 2 - 1")],
)
def test_a_worked_case_that_is_wrong_fails(old: str, new: str) -> None:
    check(read_document(GIVEN, file="tm/procedures/a.yaml"))
    with pytest.raises(AssertionError):
        check(read_document(GIVEN.replace(old, new), file="tm/procedures/a.yaml"))


def test_a_worked_case_that_counts_with_words_is_refused() -> None:
    with pytest.raises(SourceError, match="is no sum"):
        check(read_document(GIVEN.replace("counted: 0", "counted: two"), file="tm/procedures/a.yaml"))


def test_there_are_worked_cases_of_every_jurisdiction() -> None:
    assert {node.file[:2] for node in worked_cases()} == {"tm", "kz", "uz"}
