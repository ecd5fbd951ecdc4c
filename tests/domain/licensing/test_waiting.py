"""Where a deadline can run is told from the table alone, and no case that has one is ever left out."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from rugsat.domain.licensing.admission import possible
from rugsat.domain.licensing.case import Recorded, procedure_of, state_of
from rugsat.domain.licensing.clock import ClockState, deadlines
from rugsat.domain.licensing.waiting import Waiting, waiting
from rugsat.law.calendar import DayOutsideCalendarError
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.law.procedure import Clock, Effect, Office, Standing, Step, Table, Term, Verb

WALKS, STEPS = 20, 12
CALENDAR_SINCE = date(2024, 2, 1)
PACKS = {name: load_jurisdiction(name, demonstration=("demonstration",)) for name in ("tm", "kz", "uz")}
INSTRUMENTS = [(name, each) for name, pack in PACKS.items() for each in pack.rulebook.instruments]


def told(pack: RulePack, instrument: str) -> Waiting:
    return waiting([each.table for each in pack.rulebook.instruments[instrument].versions if each.table.steps])


@pytest.mark.parametrize(("jurisdiction", "instrument"), INSTRUMENTS)
def test_no_case_with_a_deadline_or_a_time_that_is_over_is_left_out(jurisdiction: str, instrument: str):
    pack = PACKS[jurisdiction]
    found, seen = told(pack, instrument), 0
    for walk in range(WALKS):
        for acts, on in led(pack, instrument, random.Random(f"{instrument}-{walk}")):
            procedure = procedure_of(pack, instrument, acts, on=on, cls=class_of(pack, instrument))
            state, calendar = state_of(procedure, acts), pack.rulebook.calendar
            if state in procedure.version.table.final:
                continue
            try:
                running = deadlines(procedure, acts, calendar, on=on)
            except DayOutsideCalendarError:
                break
            owed = [
                each
                for each in running
                if each.owed_by and each.closed_on is None and each.state in {ClockState.RUNNING, ClockState.MISSED}
            ]
            if owed:
                seen += 1
                assert {act.verb for act in acts} & found.owes[state], f"{state}: {owed[0].clock.name} is owed"
            steps = possible(procedure, acts, Office.REGISTER, calendar, on=on)
            if any(step.verb == Verb.EXPIRE for step in steps):
                seen += 1
                assert opened(pack, instrument).date() <= found.opened_until(state, on), f"{state} can run out on {on}"
    assert seen, "the walks came upon no deadline"


def test_a_term_that_can_have_been_ended_before_can_be_over_at_once():
    def row(before: str, verb: Verb, after: str, **more: Any) -> Step:
        return Step(before, verb, after, (Office.REGISTER,), "basis", **more)

    clocks = {"term": Clock("term", {"en": "Term"}, Term(5, "year"), None, stays_on_rest_days=True)}
    states = {"draft": Standing.NONE, "granted": Standing.IN_FORCE, "ended": Standing.ENDED}
    grant = row("draft", Verb.GRANT, "granted", effects=(("term", Effect.STARTS),))
    expire = row("granted", Verb.EXPIRE, "ended", waits_for=("term",))
    cancel = row("granted", Verb.AMEND, "granted", effects=(("term", Effect.CANCELS),))
    steps = (grant, expire)
    table = Table(states, frozenset({"ended"}), frozenset({"granted"}), (), clocks, steps)
    assert waiting([table]).runs_out == {"granted": 5 * 365 - 2}
    assert waiting([replace(table, steps=(*steps, cancel))]).runs_out == {"granted": 0}
    assert waiting([table, replace(table, clocks={}, steps=(grant,))]).runs_out == {"granted": 0}


def led(pack: RulePack, instrument: str, chance: random.Random) -> Iterator[tuple[tuple[Recorded, ...], date]]:
    """A case that is led by chance along its table, after each act looked at on some days."""
    acts: tuple[Recorded, ...] = ()
    at = opened(pack, instrument)
    for _ in range(STEPS):
        procedure = procedure_of(pack, instrument, acts, on=at.date(), cls=class_of(pack, instrument))
        steps = [
            (step, office)
            for office in Office
            for step in procedure.allowed(state_of(procedure, acts), office)
            if office in step.who
        ]
        if not steps:
            return
        step, office = chance.choice(steps)
        signs = "grant" if step.verb == Verb.COUNTERSIGN else ""
        act = Recorded(len(acts) + 1, step.verb, at, "somebody", office, signs_for=signs)
        acts = (*acts, replace(act, served_on=at.date()) if step.served and chance.random() < 0.7 else act)
        for days in (0, 1, 20, 100, 400, 1500, 4000):
            yield acts, at.date() + timedelta(days=days)
        at += timedelta(days=chance.choice((0, 1, 3, 15, 60, 400)))


def opened(pack: RulePack, instrument: str) -> datetime:
    since = max(CALENDAR_SINCE, pack.rulebook.instruments[instrument].versions[0].period.since)
    return datetime(since.year, since.month, since.day, 5, tzinfo=UTC)


def class_of(pack: RulePack, instrument: str) -> str:
    classes = pack.rulebook.instruments[instrument].versions[-1].classes
    return classes[0] if classes else "*"


def test_a_registration_at_rest_has_nothing_that_can_be_over_and_a_term_not_before_it():
    assert "granted" not in told(PACKS["tm"], "mining_registration").runs_out
    term = told(PACKS["kz"], "digital_miner_licence_1")
    assert term.runs_out["granted"] > 1000
    assert term.opened_until("granted", date(2026, 3, 2)) < date(2023, 6, 1)
