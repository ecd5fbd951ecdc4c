"""An office in a process of its own: it is prepared, called by many at once, and killed.

Usage: python -m tests.usecases.office_child WHAT JSON, in the surroundings RUGSAT_OFFICE, RUGSAT_DATABASE.
"""

import itertools
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rugsat.store.start import start

start()

from django.db import connection, transaction  # noqa: E402 - Django is started first

from rugsat.kernel.errors import RugsatError  # noqa: E402
from rugsat.store.bitemporal import Dated  # noqa: E402
from rugsat.store.kept_law import law_in_force, law_kept  # noqa: E402
from rugsat.store.licensing.models import Authorisation, Case, CaseAct  # noqa: E402
from rugsat.store.outbox.models import Entry  # noqa: E402
from rugsat.store.parties.models import Party  # noqa: E402
from rugsat.usecases import grant, register_party  # noqa: E402
from rugsat.usecases.approve_asset import approve_asset  # noqa: E402
from rugsat.usecases.book_payment import book_payment  # noqa: E402
from rugsat.usecases.call import Call, Done  # noqa: E402
from rugsat.usecases.change_application import change_application  # noqa: E402
from rugsat.usecases.countersign import countersign  # noqa: E402
from rugsat.usecases.make_office import make_office  # noqa: E402
from rugsat.usecases.open_application import open_application  # noqa: E402
from rugsat.usecases.sequence_outbox import log_folder, sequence_outbox  # noqa: E402
from tests.usecases.people import Office, apply, make_people, prepare  # noqa: E402

BEGAN = datetime(2026, 3, 2, 5, tzinfo=UTC)
LATER = BEGAN + timedelta(hours=2)
ACTS: dict[str, Callable[..., Done]] = {
    "grant": grant.grant,
    "approve_asset": approve_asset,
    "book_payment": lambda call, **words: book_payment(call, **words, received_on=BEGAN.date()),
    "register_party": register_party.register_party,
    "change_application": change_application,
    "countersign": countersign,
}


def prepare_office(asked: dict[str, Any]) -> dict[str, Any]:
    """Make an office with a case that an officer has signed, and with one that is a draft."""
    make_office(administrator="first", at=BEGAN)
    office = Office(BEGAN)
    make_people(office)
    prepare(office)
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial"}
    draft = open_application(office.call("kerim"), **asked, says={}).subject
    case = apply(office)
    countersign(office.call("anna"), case=case, signs_for="grant")
    return {"case": case, "draft": draft, **told()}


def race(asked: dict[str, Any]) -> dict[str, Any]:
    """Wait for the signal, then call at the same moment as the others; what came of it."""
    connection.ensure_connection()
    law_in_force().rulebook  # noqa: B018 - read before the others are waited for
    Path(f"{asked['signal']}.{os.getpid()}").touch()
    while not Path(asked["signal"]).exists():
        time.sleep(0.002)
    outcomes = []
    for call, words in asked["calls"]:
        try:
            done = ACTS[asked["act"]](Call(at=LATER, **call), **words)
            outcomes.append({"done": done.subject, "version": done.version, "repeated": done.repeated})
        except RugsatError as error:
            outcomes.append({"refused": type(error).__name__})
    return {"outcomes": outcomes}


def told(_: Any = None) -> dict[str, Any]:
    """What the office holds, and whether it is whole."""
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(len(numbers))), "the outbox has a gap"
    for case in Case.objects.all():
        acts = list(CaseAct.objects.filter(case=case).order_by("number").values_list("number", "state"))
        assert [number for number, _ in acts] == list(range(1, len(acts) + 1)), "an act is missing"
        assert not acts or acts[-1][1] == case.state, "the state is not that of the last act"
    _refuse_twice()
    return {
        "entries": len(numbers),
        "acts": CaseAct.objects.count(),
        "authorisations": Authorisation.objects.count(),
        "parties": Party.objects.count(),
        "versions": sorted(Case.objects.values_list("case", "version")),
    }


def _refuse_twice() -> None:
    """Of one thing, one row is known to be true on a day."""
    for model in Dated.__subclasses__():
        rows = model._default_manager.filter(superseded_at__isnull=True).order_by(*model.KEY, "since")
        for before, after in itertools.pairwise(rows.values_list(*model.KEY, "since", "until")):
            same = before[:-2] == after[:-2]
            assert not same or (before[-1] and before[-1] <= after[-2]), f"{model.__name__} {before[:-2]} stands twice"


def kill_walk(asked: dict[str, Any]) -> dict[str, Any]:
    """Carry an act out again and again, killed before its first question, its second …, until it comes through.

    After each kill the office must hold what it held before; after the one that comes once the transaction stands,
    all of it, and the same call then says so without acting twice.
    """
    before = told()
    # Read once here, so that each child has the law at hand and does not read it anew.
    law_kept(law_in_force().digest).rulebook  # noqa: B018
    for step in itertools.count(1):
        status = _in_child(lambda step=step: _act_killed_at(step, asked))
        after = told()
        connection.close()
        if status == 0:
            break
        assert after == before, f"killed before question {step}, the office holds {after} and held {before}"
    assert after == before, "killed just before the transaction stands, nothing may stand"
    status = _in_child(lambda: _act_killed_after(asked))
    assert status == -signal.SIGKILL
    stands = told()
    assert stands["authorisations"] == before["authorisations"] + 1
    done = _act(asked)
    assert done.repeated
    assert told() == stands
    return {"steps": step}


def sequencer_walk(asked: dict[str, Any]) -> dict[str, Any]:
    """Hand the outbox over, killed before the first write to the disk, the second …, until it comes through."""
    for step in itertools.count(1):
        if _in_child(lambda step=step: _sequence_killed_at(step)) == 0:
            break
    return {"steps": step, "size": sequence_outbox(at=LATER), "log": str(log_folder()), **told()}


def _act(asked: dict[str, Any]) -> Done:
    return ACTS[asked["act"]](Call(at=LATER, **asked["call"]), **asked["words"])


def _act_killed_at(step: int, asked: dict[str, Any]) -> None:
    with connection.execute_wrapper(_killer(step)), transaction.atomic():
        _act(asked)
        transaction.set_rollback(True)


def _act_killed_after(asked: dict[str, Any]) -> None:
    _act(asked)
    os.kill(os.getpid(), signal.SIGKILL)


def _killer(step: int) -> Callable[..., Any]:
    counter = itertools.count(1)

    def execute(run: Callable[..., Any], *more: Any) -> Any:
        if next(counter) == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return run(*more)

    return execute


def _sequence_killed_at(step: int) -> None:
    counter = itertools.count(1)

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*more: Any, **named: Any) -> Any:
            if next(counter) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*more, **named)

        return call

    for name in ("fsync", "write", "replace", "rename", "link", "ftruncate", "unlink"):
        setattr(os, name, counted(getattr(os, name)))
    with connection.execute_wrapper(_killer(10**9)):
        sequence_outbox(at=LATER)


def _in_child(work: Callable[[], None]) -> int:
    """Run in a forked process with a connection of its own; its exit code, or minus the signal that killed it."""
    connection.close()
    pid = os.fork()
    if pid == 0:
        try:
            work()
            connection.close()
            os._exit(0)
        except BaseException as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code != 1, "the child failed by itself"
    return code


if __name__ == "__main__":
    print(
        json.dumps(
            {"prepare": prepare_office, "race": race, "told": told, "kill": kill_walk, "sequence": sequencer_walk}[
                sys.argv[1]
            ](json.loads(sys.argv[2]))
        )
    )
