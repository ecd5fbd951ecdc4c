"""Runs the worked deadlines in tests/law/<jurisdiction>/requests/, which a lawyer can read and count along."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from rugsat.domain.requests.deadline import deadline_of
from rugsat.domain.requests.terms import Terms
from rugsat.domain.requests.thread import RequestVerb, Uttered
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.law.service import Dispatch
from rugsat.law.source.document import Node, read_document

LAW = Path(__file__).parents[2] / "law"


def worked() -> Iterator[Node]:
    for file in sorted(LAW.glob("[a-z][a-z]/requests/*.yaml")):
        yield from read_document(file.read_text(), file=str(file.relative_to(LAW))).sequence()


def law_of(node: Node) -> RulePack:
    named = ["demonstration"] if node.entries()["demonstration"].boolean() else []
    return load_jurisdiction(node.file[:2], demonstration=named)


@pytest.mark.parametrize("node", list(worked()), ids=lambda node: node.entries()["title"].text())
def test_a_worked_deadline_is_what_the_lawyer_counted(node: Node):
    entries = node.mapping(
        required=("title", "demonstration", "asked", "on", "expect"), optional=("means", "served_on", "acts")
    )
    asked = datetime.fromisoformat(entries["asked"].text())
    terms = Terms(law_of(node), asked.date())
    means = entries["means"].text() if "means" in entries else "electronic"
    proven = entries["served_on"].day() if "served_on" in entries else None
    sent = terms.day_of(asked)
    thread = [Uttered(1, RequestVerb.ASK, sent, terms.served(Dispatch(sent, means, proven)))]
    for number, act in enumerate(entries["acts"].sequence() if "acts" in entries else (), 2):
        said = act.mapping(required=("at", "verb"), optional=("days",))
        at, verb = datetime.fromisoformat(said["at"].text()), RequestVerb(said["verb"].text())
        thread.append(Uttered(number, verb, terms.day_of(at), days=said["days"].whole() if "days" in said else 0))
    found = deadline_of(thread, terms, on=entries["on"].day())
    expected = entries["expect"].mapping(required=("state",), optional=("since", "due"))
    assert str(found.state) == expected["state"].text()
    if "since" in expected:
        assert (found.since, found.due) == (expected["since"].day(), expected["due"].day())
    else:
        assert found.due is None
