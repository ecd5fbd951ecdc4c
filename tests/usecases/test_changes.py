"""Changes of an authorisation: what is applied for waits, what is granted stands, what is set aside is undone."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rugsat.domain.licensing.admission import GroundError, NotInTimeError
from rugsat.domain.licensing.procedure import TransitionRefusedError
from rugsat.kernel.period import Period
from rugsat.law.pack import RulePack
from rugsat.law.resolve import resolve
from rugsat.store.facts_of import facts_of
from rugsat.store.kept_law import law_in_force, law_kept
from rugsat.store.licensing.models import Case, CaseAct
from rugsat.store.licensing.waiting import can_owe, can_run_out
from rugsat.store.queries.authorisations import authorisation, history
from rugsat.store.queries.cases import case as case_told
from rugsat.store.queries.cases import due as due_soon
from rugsat.usecases.amend import amend
from rugsat.usecases.appeal import appeal
from rugsat.usecases.ask import ask
from rugsat.usecases.attest import attest
from rugsat.usecases.belongings import Entered, TakenElsewhereError, enter_belongings
from rugsat.usecases.change_application import NotWithApplicantError, change_application
from rugsat.usecases.correct import correct
from rugsat.usecases.countersign import countersign
from rugsat.usecases.decide import RequirementsOutstandingError
from rugsat.usecases.grant import grant
from rugsat.usecases.migrate_procedure import migrate_procedure
from rugsat.usecases.pass_day import pass_day
from rugsat.usecases.record_service import record_service
from rugsat.usecases.refuse import refuse
from rugsat.usecases.return_for_completion import return_for_completion
from rugsat.usecases.revoke import revoke
from rugsat.usecases.set_aside import set_aside
from rugsat.usecases.submit import submit
from rugsat.usecases.surrender import surrender
from rugsat.usecases.suspend import suspend
from tests.usecases.people import APPLICATION, Office, apply, grant_it, prepare

MORE: dict[str, Any] = {**APPLICATION, "connections": [{**APPLICATION["connections"][0], "capacity_w": 3_000_000}]}


@pytest.fixture
def case(office: Office) -> str:
    prepare(office)
    return apply(office)


@pytest.fixture
def number(office: Office, case: str) -> str:
    return grant_it(office, case)


def ground(office: Office, parameter: str) -> str:
    return resolve(law_in_force(), parameter, office.now.date()).value[0]


def told(office: Office, number: str) -> dict[str, Any]:
    return authorisation(number=number, now=office.now)


def attest_more(office: Office, case: str) -> None:
    said = {"site": "karakum-1", "capacity_w": 3_000_000}
    attest(
        office.call("grid"), case=case, attestation={"kind": "connection", "about": "connection:MR-0001", "says": said}
    )


def test_what_is_applied_for_is_not_on_the_register_until_it_is_granted(office: Office, case: str, number: str):
    change_application(office.call("kerim"), case=case, says=MORE)
    amend(office.call("kerim"), case=case, note="a third megawatt")
    assert told(office, number)["licensed_w"] == 2_000_000
    countersign(office.call("batyr"), case=case, signs_for="grant")
    with pytest.raises(RequirementsOutstandingError, match="provider_attests_connection"):
        grant(office.call("dilber"), case=case)
    attest_more(office, case)
    grant(office.call("dilber"), case=case)
    assert told(office, number)["licensed_w"] == 3_000_000


def test_a_change_that_is_refused_leaves_the_register_as_it_was_also_after_a_measure(
    office: Office, case: str, number: str
):
    change_application(office.call("kerim"), case=case, says=MORE)
    amend(office.call("kerim"), case=case)
    countersign(office.call("anna"), case=case, signs_for="refuse")
    refuse(office.call("dilber"), case=case, ground=ground(office, "mining.refusal_grounds"))
    countersign(office.call("sona"), case=case, signs_for="suspend")
    suspend(office.call("dilber"), case=case, ground=ground(office, "procedure.urgent_suspension_grounds"))
    assert (told(office, number)["licensed_w"], told(office, number)["status"]) == (2_000_000, "suspended")


def test_an_application_that_lies_with_the_authority_is_not_changed(office: Office, case: str):
    with pytest.raises(NotWithApplicantError, match="cannot be changed"):
        change_application(office.call("kerim"), case=case, says=MORE)


def test_a_measure_waits_for_the_end_of_its_notice(office: Office, case: str, number: str):
    ask(office.call("sona"), case=case, note="We mean to suspend: the meter was bridged.")
    with pytest.raises(NotInTimeError, match="notice"):
        countersign(office.call("sona"), case=case, signs_for="suspend")
    act = Case.objects.get(case=case).acts.count()
    office.wait(1)
    record_service(office.call("anna"), case=case, number=act, served_on=office.now.date(), how="handed_over")
    office.wait(60)
    countersign(office.call("sona"), case=case, signs_for="suspend")
    with pytest.raises(GroundError, match="none of its grounds"):
        suspend(office.call("dilber"), case=case, ground="because")
    suspend(office.call("dilber"), case=case, ground=ground(office, "procedure.suspension_grounds"))
    assert told(office, number)["status"] == "suspended"


def test_a_revocation_that_is_appealed_and_set_aside_is_undone(office: Office, case: str, number: str):
    ask(office.call("sona"), case=case, note="We mean to revoke.")
    office.wait(60)
    countersign(office.call("sona"), case=case, signs_for="revoke")
    revoke(office.call("dilber"), case=case, ground=ground(office, "procedure.revocation_grounds"))
    revoked = told(office, number)
    assert (revoked["status"], revoked["devices"], revoked["sites"]) == ("revoked", [], [])
    office.wait(2)
    appeal(office.call("kerim"), case=case, note="The meter was not ours.")
    assert told(office, number)["status"] == "suspended"
    set_aside(office.call("reviewer"), case=case, note="It was not.")
    back = told(office, number)
    assert (back["status"], len(back["devices"])) == ("in_force", 3)
    statuses = [each["status"] for each in history(number=number)["facts"]]
    assert {"in_force", "revoked", "suspended"} <= set(statuses)


def test_what_was_given_up_ends_with_all_that_belonged_to_it(office: Office, case: str, number: str):
    held = office.now.date()
    office.wait(5)
    surrender(office.call("kerim"), case=case)
    assert (told(office, number)["status"], told(office, number)["devices"]) == ("surrendered", [])
    assert len(authorisation(number=number, now=office.now, on=held)["devices"]) == 3
    with pytest.raises(TransitionRefusedError, match="the state is final"):
        submit(office.call("kerim"), case=case)


def test_a_correction_changes_what_the_register_says_and_leaves_what_it_said_readable(
    office: Office, case: str, number: str
):
    before = office.now
    office.wait(1)
    fewer = {**APPLICATION, "devices": APPLICATION["devices"][:2]}
    correct(office.call("anna"), case=case, says=fewer, note="One machine was never there.")
    assert len(told(office, number)["devices"]) == 2
    assert len(authorisation(number=number, now=office.now, known=before)["devices"]) == 3


def test_what_nobody_does_in_time_is_over_by_itself_and_only_once(office: Office, case: str):
    note = "The plan of the site is missing."
    return_for_completion(office.call("anna"), case=case, note=note)
    assert pass_day(at=office.now) == []
    office.wait(3)
    near = due_soon(now=office.now, within=60, owed_by="applicant")
    assert [(each["case"], each["clock"], each["state"]) for each in near] == [(case, "completion", "running")]
    office.wait(120)
    late = due_soon(now=office.now, owed_by="applicant")
    assert [(each["clock"], each["state"]) for each in late] == [("completion", "missed")]
    assert pass_day(at=office.now) == [{"case": case, "state": "lapsed", "status": ""}]
    assert pass_day(at=office.now) == []
    assert due_soon(now=office.now, within=60) == []


def test_a_day_asks_nothing_of_what_rests_however_much_it_is(
    office: Office, case: str, number: str, django_assert_num_queries: Any
):
    for more in range(5):
        copy = Case.objects.get(case=case)
        copy.pk = f"rests-{more}"
        copy.save(force_insert=True)
    assert (list(can_owe()), list(can_run_out(office.now.date()))) == ([], [])
    with django_assert_num_queries(5):  # the law, its instrument, each once more to see that there is no other; cases
        assert due_soon(now=office.now, within=10_000) == []


def test_a_day_asks_no_more_however_many_cases_can_owe(office: Office, case: str):
    return_for_completion(office.call("anna"), case=case, note="The plan of the site is missing.")
    office.wait(123)
    with CaptureQueriesContext(connection) as one:
        assert len(due_soon(now=office.now, owed_by="applicant")) == 1
    for more in range(3):
        copy = Case.objects.get(case=case)
        copy.pk = f"more-{more}"
        copy.save(force_insert=True)
        for act in CaseAct.objects.filter(case=case):
            act.pk, act.case_id = None, copy.pk
            act.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        assert len(due_soon(now=office.now, owed_by="applicant")) == 4
    assert len(many) == len(one)


def test_a_case_that_cannot_be_looked_at_hides_and_stops_no_other(office: Office, case: str):
    return_for_completion(office.call("anna"), case=case, note="The plan of the site is missing.")
    office.wait(123)
    lost = Case.objects.get(case=case)
    lost.pk = "lost"
    lost.save(force_insert=True)
    for act in CaseAct.objects.filter(case=case):
        act.pk, act.case_id = None, "lost"
        act.save(force_insert=True)
    CaseAct.objects.filter(case="lost", number=2).update(number=7)
    found = due_soon(now=office.now, owed_by="applicant")
    assert [(each["case"], each["state"]) for each in found] == [("lost", "unknown"), (case, "missed")]
    told = pass_day(at=office.now)
    assert told[0] == {"case": case, "state": "lapsed", "status": ""}
    assert told[1]["case"] == "lost"
    assert "does not follow act 1" in told[1]["refused"]


def test_a_machine_of_another_is_not_taken_away_by_the_way(office: Office, case: str, number: str):
    found, on = Case.objects.get(case=case), office.now.date()
    party, act = found.party_id, "TM-A-2026-000002-17/3"
    another = Entered("TM-MR-2026-000002-27", party, party, Period(on), act, office.now)
    with pytest.raises(TakenElsewhereError, match="the site karakum-1 belongs to another authorisation"):
        enter_belongings(another, facts_of(found, on, law_in_force()))
    assert len(told(office, number)["devices"]) == 3


def due(office: Office, case: str) -> date:
    [decision] = [each for each in case_told(case=case, now=office.now)["deadlines"] if each["clock"] == "decision"]
    return decision["due"]


def test_a_running_case_keeps_its_law_until_an_officer_migrates_it(
    office: Office, case: str, monkeypatch: pytest.MonkeyPatch
):
    old = law_in_force()
    act = old.files["acts/demonstration.yaml"]
    shorter = re.sub(r"(mining\.decision_term, value: )\d+", r"\g<1>5", act)
    new = RulePack("tm", {**old.files, "acts/demonstration.yaml": shorter}).checked()
    assert shorter != act
    asked = due(office, case)
    monkeypatch.setattr("rugsat.store.kept_law._installed", lambda *_: new)
    assert due(office, case) == asked
    countersign(office.call("anna"), case=case, signs_for="grant")
    assert Case.objects.get(case=case).rule_pack == old.digest
    assert due(office, case) == asked
    migrate_procedure(office.call("dilber"), case=case, note="The shorter term is better for everybody.")
    assert Case.objects.get(case=case).rule_pack == new.digest
    assert due(office, case) < asked
    told_of = case_told(case=case, now=office.now)
    assert (told_of["state"], told_of["acts"][-1]["verb"]) == ("countersigned", "migrate")
    assert law_kept(old.digest) == old
