"""Whose turn it is for each thing that an application lacks."""

from rugsat.domain.licensing.attested import unattested
from rugsat.domain.licensing.evidence import ALL
from rugsat.domain.licensing.facts import Applicant, BankRelation, Connection, Facts
from rugsat.domain.licensing.outcome import Looked, Outcome, Point, Status, met, unknown, unmet
from rugsat.domain.licensing.whose_turn import Turn, lacks

FACTS = Facts(
    instrument="mining_registration",
    cls="industrial",
    applicant=Applicant("karakum", "legal_entity", "Karakum", "TM", None, None),
    connections=(Connection("MR-1", "s1", "grid-mary", 1000),),
    banks=(BankRelation("senagat", "A-1"), BankRelation("rysgal", "A-2")),
    register={"issuers": {"fire_certificate": ["fire-service"], "site_zoning": ["authority"]}},
)


def turn(*points: Point, **more: object) -> list[tuple[Turn, tuple[str, ...]]]:
    worst = Status.UNMET if any(point.status is Status.UNMET for point in points) else Status.UNKNOWN
    outcome = Outcome("any", worst, "", points=points, **more)  # type: ignore[arg-type]
    return [(each.turn, each.parties) for each in lacks(outcome, FACTS)]


def test_what_nobody_has_attested_is_the_turn_of_whoever_may():
    assert turn(unattested(FACTS, "connection", "connection:MR-1")) == [(Turn.PROVIDER, ("grid-mary",))]
    assert turn(unattested(FACTS, "bank_relation", "bank:senagat")) == [(Turn.BANK, ("senagat",))]
    assert turn(unattested(FACTS, "capital", "party:karakum")) == [(Turn.BANK, ("rysgal", "senagat"))]
    assert turn(unattested(FACTS, "fire_certificate", "site:s1")) == [(Turn.BODY, ("fire-service",))]
    assert turn(unattested(FACTS, "site_zoning", "site:s1")) == [(Turn.AUTHORITY, ())]
    assert turn(unattested(FACTS, "wallet_control", "wallet:w")) == [(Turn.APPLICANT, ())]


def test_a_kind_that_no_body_is_recognised_for_is_the_turn_of_the_authority():
    assert turn(unattested(FACTS, "customs", "customs:1")) == [(Turn.AUTHORITY, ())]


def test_what_was_attested_and_does_not_suffice_is_the_turn_of_whoever_said_so():
    said = Looked("connection", "connection:MR-1", "grid-mary")
    assert turn(unmet("{by} attests too little.", said, by="grid-mary")) == [(Turn.PROVIDER, ("grid-mary",))]
    by_officers = Looked("plan_review", "plan:aml", "authority")
    assert turn(unmet("{by} did not pass it.", by_officers, by="authority")) == [(Turn.AUTHORITY, ())]


def test_what_is_wrong_is_the_turn_of_the_applicant_and_what_is_met_of_nobody():
    found = turn(unmet("The application names no site."), met("{by} attests it.", by="grid-mary"))
    assert found == [(Turn.APPLICANT, ())]
    assert turn(unknown("The plan says nothing.", Looked("plan", "plan:aml", "applicant"), plan="aml")) == [
        (Turn.APPLICANT, ())
    ]


def test_what_nobody_can_say_yet_is_found_out_by_the_authority():
    assert turn(unknown("The model {model} is not known.", model="S19")) == [(Turn.AUTHORITY, ())]
    assert turn(unmet("{by} says no.", by="x"), unverified=True) == [(Turn.AUTHORITY, ())]


def test_what_is_met_asleep_or_not_asked_lacks_nothing():
    for status in (Status.MET, Status.ASLEEP, Status.NOT_ASKED):
        assert lacks(Outcome("any", status, ""), FACTS) == ()


def test_every_kind_of_evidence_belongs_to_a_requirement_with_roles():
    assert all(each.roles for each in ALL.values())
    assert {each.about for each in ALL.values()} == {"connection", "bank", "party", "site", "person", "customs"}
