"""Runs from the console: started, watched, cancelled, tried again, with what came of them."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from rugsat.domain.supervision.discovery import all_checks
from rugsat.store.runs.models import Run, State
from tests.usecases.people import Office
from tests.web.signed import signed_in

CHECK = "power_above_licensed_capacity"


@pytest.fixture
def serdar(office: Office) -> Client:
    return signed_in("serdar")


def text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return str(answer.content.decode())


def start(client: Client, **sent: Any) -> Any:
    return client.post("/console/runs/", {"act_key": "s1", "register": "lake", "checks": [CHECK], **sent})


def test_a_run_is_started_once_and_watched(serdar: Client):
    assert "There is no such run" in text(serdar, "/console/runs/")
    for _ in range(2):
        answer = start(serdar, on="2026-03-01")
        assert answer.status_code == 303
    run = Run.objects.get()
    assert (run.on, run.checks, run.register, run.started_by) == (date(2026, 3, 1), [CHECK], "lake", "serdar")
    address = f"/console/runs/{run.number}/"
    assert answer.headers["Location"] == address
    page = text(serdar, address)
    assert "Waiting" in page
    assert 'hx-trigger="every 2s"' in page
    assert "Power above licensed capacity" in page
    part = text(serdar, address, HX_Request="true")
    assert part.lstrip().startswith('<div id="progress"')
    assert address in text(serdar, "/console/runs/")


def test_the_page_asks_no_more_once_the_run_has_ended_and_says_what_came_of_it(serdar: Client):
    start(serdar)
    Run.objects.update(state=State.DONE, stages=5, stages_done=5, result="x", taken={"first_seen": 4, "gone": 2})
    page = text(serdar, f"/console/runs/{Run.objects.get().number}/")
    assert "every 2s" not in page
    assert "First seen" in page
    assert "First seen: 4" in text(serdar, "/console/runs/")


def test_a_run_is_cancelled_and_tried_again(serdar: Client):
    start(serdar)
    run = Run.objects.get()
    address = f"/console/runs/{run.number}/"
    sent = {"do": "cancel", "note": "The wrong days.", "act_key": "c1", "act_seen": run.version}
    assert serdar.post(address, sent).status_code == 303
    page = text(serdar, address)
    assert "The wrong days." in page
    assert "Run cancelled" in page
    run.refresh_from_db()
    again = {"do": "retry", "act_key": "r1", "act_seen": run.version}
    assert serdar.post(address, again).status_code == 303
    assert "Tried again" in text(serdar, address)
    stale = {"do": "cancel", "act_key": "c2", "act_seen": 1}
    assert serdar.post(address, stale).status_code == 409


def test_a_second_run_and_days_that_cannot_be_are_refused_with_what_was_written(serdar: Client):
    answer = start(serdar, since="2026-02-01", on="2026-01-01")
    assert answer.status_code == 400
    assert "lies after the last day" in answer.content.decode()
    assert 'value="2026-02-01"' in answer.content.decode()
    assert f'value="{CHECK}" checked' in answer.content.decode()
    assert start(serdar, act_key="s2").status_code == 303
    answer = start(serdar, act_key="s3")
    assert answer.status_code == 400
    assert "wait until it has ended" in answer.content.decode()
    assert start(serdar, act_key="s4", on="soon").status_code == 400


def test_why_a_run_failed_is_shown(serdar: Client):
    start(serdar)
    Run.objects.update(state=State.FAILED, error="the lake is empty: file returns first")
    assert "the lake is empty" in text(serdar, f"/console/runs/{Run.objects.get().number}/")


def test_every_check_can_be_chosen_and_whoever_may_not_start_is_not_offered_it(serdar: Client, office: Office):
    page = text(serdar, "/console/runs/")
    assert all(f'value="{check.name}"' in page for check in all_checks())
    assert "Start the run" not in text(signed_in("anna"), "/console/runs/")
    assert start(signed_in("anna")).status_code == 403
    assert signed_in("kerim").get("/console/runs/").status_code == 404
    assert serdar.get("/console/runs/999/").status_code == 404
    assert start(signed_in("serdar", fresh=False)).status_code == 302
