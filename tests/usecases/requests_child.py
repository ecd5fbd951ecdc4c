"""An office with a request and a finding in a process of its own, called by many at once and killed.

Usage: python -m tests.usecases.requests_child WHAT JSON, in the surroundings RUGSAT_OFFICE, RUGSAT_DATABASE.
"""

import itertools
import json
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from rugsat.store.start import start

start()

from django.db import connection  # noqa: E402 - Django is started first

from rugsat.store.enforcement.models import FindingCase  # noqa: E402
from rugsat.store.findings.models import OfficeFinding  # noqa: E402
from rugsat.store.kept_law import law_in_force, law_kept  # noqa: E402
from rugsat.store.outbox.models import Entry  # noqa: E402
from rugsat.store.requests.models import Request, RequestAct  # noqa: E402
from rugsat.usecases.accept_answer import accept_answer  # noqa: E402
from rugsat.usecases.answer_request import answer_request  # noqa: E402
from rugsat.usecases.ask_for_information import Question, ask_for_information  # noqa: E402
from rugsat.usecases.extend_request import extend_request  # noqa: E402
from rugsat.usecases.make_office import make_office  # noqa: E402
from rugsat.usecases.open_finding_case import open_finding_case  # noqa: E402
from rugsat.usecases.take_documents import Paper  # noqa: E402
from tests.usecases import office_child  # noqa: E402
from tests.usecases.made_runs import Runs, found  # noqa: E402
from tests.usecases.office_child import BEGAN, race  # noqa: E402
from tests.usecases.people import Office, approve, make_people  # noqa: E402

FINDING = found("party:karakum/return:mining_monthly/period:2026-01", "return_overdue")
PAPER = Paper("plan.pdf", b"%PDF-1.7 a plan")


def answered(call: Any, **words: Any) -> Any:
    """An answer that comes with a document."""
    return answer_request(call, **words, documents=[PAPER])


office_child.ACTS.update(
    accept_answer=accept_answer,
    answer_request=answered,
    extend_request=extend_request,
    open_finding_case=open_finding_case,
)


def prepare(_: dict[str, Any]) -> dict[str, Any]:
    """An office with three questions to Karakum, one of them answered, and a finding that concerns it."""
    make_office(administrator="first", at=BEGAN)
    office = Office(BEGAN)
    make_people(office)
    approve(office, "karakum", "mining_registration")
    asked = {"party": "karakum", "question": Question("Meter", "Why?")}
    requests = [ask_for_information(office.call("serdar"), **asked).subject for _ in range(3)]
    answer_request(office.call("kerim"), request=requests[0], note="Because.")
    with tempfile.TemporaryDirectory() as folder:
        Runs(office, Path(folder)).take_up(FINDING)
    return {"requests": requests, "finding": FINDING["finding"], **told()}


def told(_: Any = None) -> dict[str, Any]:
    """What the office holds, and whether it is whole."""
    entries = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert entries == list(range(len(entries))), "the outbox has a gap"
    for request in Request.objects.all():
        numbers = list(RequestAct.objects.filter(request=request).order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1)), "an act is missing"
        assert request.version == len(numbers), "the version is not that of the last act"
    return {
        "entries": len(entries),
        "acts": RequestAct.objects.count(),
        "states": dict(Request.objects.values_list("request", "state")),
        "cases": FindingCase.objects.count(),
        "statuses": dict(OfficeFinding.objects.values_list("finding", "status")),
    }


def kill_walk(asked: dict[str, Any]) -> dict[str, Any]:
    """Carry an act out killed before its first question, its second …, until it comes through; then once more."""
    before = told()
    # Read once here, so that each child has the law at hand and does not read it anew.
    law_kept(law_in_force().digest).rulebook  # noqa: B018
    for step in itertools.count(1):
        status = office_child._in_child(lambda step=step: office_child._act_killed_at(step, asked))
        connection.close()
        assert told() == before, f"killed before question {step}, something stands"
        if status == 0:
            break
    assert office_child._in_child(lambda: office_child._act_killed_after(asked)) == -signal.SIGKILL
    stands = told()
    assert stands != before
    assert office_child._act(asked).repeated
    assert told() == stands
    return {"steps": step, **stands}


if __name__ == "__main__":
    what = {"prepare": prepare, "race": race, "told": told, "kill": kill_walk}[sys.argv[1]]
    sys.stdout.write(json.dumps(what(json.loads(sys.argv[2]))))
    sys.stdout.flush()
    os._exit(0)
