"""One mining registration from the application to the suspension."""

from datetime import timedelta

import pytest

from rugsat.domain.licensing.case import FourEyesError
from rugsat.domain.licensing.procedure import TransitionRefusedError
from rugsat.law.resolve import resolve
from rugsat.store.kept_law import law_in_force
from rugsat.store.outbox.models import Entry
from rugsat.store.queries.authorisations import authorisation, history
from rugsat.store.queries.cases import case as case_told
from rugsat.usecases.answer import answer
from rugsat.usecases.ask import ask
from rugsat.usecases.countersign import countersign
from rugsat.usecases.decide import RequirementsOutstandingError
from rugsat.usecases.grant import grant
from rugsat.usecases.open_application import open_application
from rugsat.usecases.reinstate import reinstate
from rugsat.usecases.submit import submit
from rugsat.usecases.suspend import suspend
from tests.usecases.people import APPLICATION, Office, apply, grant_it, prepare


@pytest.fixture
def case(office: Office) -> str:
    prepare(office)
    return apply(office)


def urgent_ground(case: str, office: Office) -> str:
    return resolve(law_in_force(), "procedure.urgent_suspension_grounds", office.now.date()).value[0]


def test_every_requirement_is_met_by_what_others_say(office: Office, case: str):
    told = case_told(case=case, now=office.now)
    assert told["state"] == "submitted"
    assert {each["status"] for each in told["requirements"]} == {"met", "not_asked"}
    assert [each["clock"] for each in told["deadlines"] if each["state"] == "running"] == ["decision", "advice"]


def test_two_officers_grant_it_and_the_register_says_so(office: Office, case: str):
    number = grant_it(office, case)
    told = authorisation(number=number, now=office.now)
    assert (told["status"], told["party"], told["licensed_w"]) == ("in_force", "karakum", 2_000_000)
    assert len(told["devices"]) == 3
    assert told["devices"][0]["act"] == f"{case}/3"
    assert number.startswith("TM-MR-2026-000001-")


def test_one_officer_cannot_be_both(office: Office, case: str):
    countersign(office.call("anna"), case=case, signs_for="grant")
    with pytest.raises(FourEyesError, match="two different officers"):
        grant(office.call("anna"), case=case)


def test_nothing_is_granted_that_nobody_has_signed_first(office: Office, case: str):
    with pytest.raises(TransitionRefusedError, match="what can be done is"):
        grant(office.call("dilber"), case=case)


def test_what_only_the_applicant_says_grants_nothing(office: Office):
    prepare(office)
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial", "says": APPLICATION}
    case = open_application(office.call("kerim"), **asked).subject
    submit(office.call("kerim"), case=case)
    countersign(office.call("anna"), case=case, signs_for="grant")
    before = Entry.objects.count()
    with pytest.raises(RequirementsOutstandingError, match="fee_paid is unknown"):
        grant(office.call("dilber"), case=case)
    assert Entry.objects.count() == before
    assert case_told(case=case, now=office.now)["state"] == "countersigned"


def test_an_authorisation_is_suspended_and_comes_back_and_both_stay_readable(office: Office, case: str):
    number = grant_it(office, case)
    granted = office.now
    office.wait(30)
    countersign(office.call("sona"), case=case, signs_for="suspend")
    suspend(office.call("dilber"), case=case, ground=urgent_ground(case, office))
    assert authorisation(number=number, now=office.now)["status"] == "suspended"
    suspended = office.now
    office.wait(5)
    countersign(office.call("sona"), case=case, signs_for="reinstate")
    reinstate(office.call("dilber"), case=case)
    assert authorisation(number=number, now=office.now)["status"] == "in_force"
    on = (suspended + timedelta(days=1)).date()
    assert authorisation(number=number, now=office.now, on=on)["status"] == "suspended"
    assert authorisation(number=number, now=office.now, on=granted.date())["status"] == "in_force"
    # As the register knew it before the suspension, that day was to be a day like any other.
    assert authorisation(number=number, now=office.now, on=on, known=granted)["status"] == "in_force"
    assert [each["verb"] for each in history(number=number)["acts"]][-4:] == [
        "countersign",
        "suspend",
        "countersign",
        "reinstate",
    ]


def test_a_question_moves_the_day_by_which_the_authority_must_decide(office: Office, case: str):
    due = next(each["due"] for each in case_told(case=case, now=office.now)["deadlines"])
    ask(office.call("anna"), case=case, note="Which pool?")
    told = case_told(case=case, now=office.now)["deadlines"]
    assert next(each["state"] for each in told if each["clock"] == "decision") == "stopped"
    office.wait(10)
    answer(office.call("kerim"), case=case, note="None.")
    moved = next(each for each in case_told(case=case, now=office.now)["deadlines"] if each["clock"] == "decision")
    assert moved["state"] == "running"
    assert moved["due"] > due
    assert moved["stopped_days"] > 0


def test_every_act_has_its_place_in_the_log_without_a_gap(office: Office, case: str):
    grant_it(office, case)
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(len(numbers)))
    kinds = list(Entry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds[-3:] == ["case_countersign", "case_grant", "authorisation_in_force"]
