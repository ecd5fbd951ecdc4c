import string
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from rugsat.domain.licensing.assess import NotOfferedError, assess, outstanding, requirements_of
from rugsat.domain.licensing.discovery import NoSuchRequirementError, all_requirements, requirement_named
from rugsat.domain.licensing.facts import Applicant, Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Outcome, Status, said
from rugsat.domain.licensing.registered import RegisterShapeError
from rugsat.domain.licensing.requirement import Requirement
from rugsat.law.basis import Kind
from rugsat.law.pack import jurisdictions, load_jurisdiction
from rugsat.law.resolve import UnknownPlaceError
from tests.domain.licensing.applying import ON, demonstrated, exchange, knowing, miner
from tests.domain.licensing.applying import said as attestation

ROOT = Path(__file__).parents[3]
EVERY = pytest.mark.parametrize("requirement", all_requirements(), ids=lambda each: each.name)
APPLICATIONS = pytest.mark.parametrize("facts", [miner(), exchange()], ids=["miner", "exchange"])
BARE = Applicant("P9", "legal_entity", "Ahal Hash", "TM", None, None)


def statuses(outcomes: tuple[Outcome, ...]) -> dict[str, Status]:
    return {each.requirement: each.status for each in outcomes}


@APPLICATIONS
def test_an_application_that_lacks_nothing_meets_every_requirement(facts: Facts):
    found = assess(facts, demonstrated(), ON)
    assert {each.requirement: said(each) for each in outstanding(found)} == {}
    assert Status.ASLEEP not in statuses(found).values()
    assert len([each for each in found if each.status is Status.MET]) > 12


@APPLICATIONS
def test_what_only_the_applicant_says_meets_nothing_but_the_freedom_of_a_name(facts: Facts):
    alone = assess(replace(facts, attestations=(), lists=()), demonstrated(), ON)
    met = {each.requirement for each in alone if each.status is Status.MET}
    # These two look at nothing but the register and the words of a name, which need nobody to attest them.
    assert met <= {"no_forbidden_word_in_name", "one_address_one_licence", "hardware_efficiency_within_limit"}


@APPLICATIONS
def test_an_applicant_who_attests_for_himself_is_not_heard_even_if_the_register_names_him(facts: Facts):
    own = replace(facts, attestations=tuple(replace(each, by="P1") for each in facts.attestations))
    named = knowing(own, issuers={each.kind: ["P1", "anna"] for each in facts.attestations})
    met = {each.requirement for each in assess(named, demonstrated(), ON) if each.status is Status.MET}
    assert met <= {
        "no_forbidden_word_in_name",
        "one_address_one_licence",
        "hardware_efficiency_within_limit",
    }


@APPLICATIONS
def test_each_answer_says_what_was_looked_at_and_on_which_law_it_rests(facts: Facts):
    for each in assess(facts, demonstrated(), ON):
        assert each.rests, each.requirement
        assert each.looked or each.status is Status.NOT_ASKED, each.requirement
        assert all(rest.citation.act for rest in each.rests)


def test_an_answer_on_demonstrated_values_says_so():
    found = next(each for each in assess(miner(), demonstrated(), ON) if each.requirement == "separate_meter")
    assert {rest.kind for rest in found.rests} == {Kind.DEMONSTRATION}
    found = next(each for each in assess(miner(), demonstrated(), ON) if each.requirement == "fire_certificate")
    assert {rest.kind for rest in found.rests} == {Kind.LAW}


def test_without_the_demonstration_what_no_law_sets_sleeps_and_says_which_parameter():
    found = {each.requirement: each for each in assess(miner(), load_jurisdiction("tm"), ON)}
    assert found["separate_meter"].status is Status.ASLEEP
    assert said(found["separate_meter"]) == "energy.separate_meter_required is not set: found in no source."
    assert found["fire_certificate"].status is Status.MET
    assert found["permitted_form"].status is Status.MET


def test_before_the_law_was_in_force_it_is_not_asked_of_anybody():
    with pytest.raises(NotOfferedError, match="tm has no instrument 'mining_registration' on 2025-06-01"):
        assess(miner(), demonstrated(), date(2025, 6, 1))


def test_an_instrument_that_there_is_not_is_refused_with_those_there_are():
    with pytest.raises(NotOfferedError, match="mining_registration"):
        assess(replace(miner(), instrument="licence_to_print"), demonstrated(), ON)


def test_a_class_that_the_jurisdiction_does_not_have_is_refused():
    with pytest.raises(UnknownPlaceError, match="industrial"):
        assess(replace(miner(), cls="giant"), demonstrated(), ON)


def test_a_refusal_may_not_rest_on_a_value_from_a_weak_source():
    uz = load_jurisdiction("uz")
    poor = Facts("crypto_exchange_licence", "*", BARE, register={"partner_banks": ["b"]})
    facts = replace(poor, attestations=(attestation("capital", "party:P9", "b", amount="1", currency="UZS"),))
    found = next(each for each in assess(facts, uz, ON) if each.requirement == "capital_confirmed")
    assert found.status is Status.UNKNOWN
    assert found.unverified
    assert found.rests[0].citation.confidence == "W"
    assert found.points[0].status is Status.UNMET


@pytest.mark.parametrize("code", jurisdictions())
def test_every_instrument_of_every_jurisdiction_can_be_assessed(code: str):
    pack = load_jurisdiction(code)
    for name, instrument in pack.rulebook.instruments.items():
        version = instrument.on(ON)
        if version is None:
            continue
        for cls in version.classes or ("*",):
            found = assess(Facts(name, cls, BARE), pack, ON)
            assert [each.requirement for each in found] == [each.name for each in requirements_of(name, pack, ON)]
            assert all(said(each) for each in found)
            assert Status.MET not in {each.status for each in found if each.requirement != "no_reserved_word_in_name"}


@EVERY
def test_a_requirement_rests_on_parameters_that_every_jurisdiction_knows(requirement: Requirement):
    for code in jurisdictions():
        rulebook = load_jurisdiction(code, demonstration=["demonstration"] if code == "tm" else []).rulebook
        for name, instrument in rulebook.instruments.items():
            version = instrument.versions[-1]
            if version.role in requirement.roles:
                law = Law(load_jurisdiction(code), ON, "*", name, version)
                asked = [*requirement.parameters(law), *(law.named(each) for each in requirement.also)]
                assert [each for each in asked if each not in rulebook.parameters] in (
                    [],
                    ["exchange.cold_storage_required"],
                )


@EVERY
def test_a_requirement_says_in_one_sentence_what_must_be_so_and_then_what_is_looked_at(requirement: Requirement):
    statement, _, more = requirement.docstring.partition("\n\n")
    assert statement.endswith(".")
    assert statement.count(". ") == 0
    assert more


@EVERY
def test_a_requirement_has_a_test_file_that_mirrors_it(requirement: Requirement):
    assert (ROOT / "tests/domain/licensing/requirements" / f"test_{requirement.name}.py").is_file()


def test_every_file_of_the_folder_is_a_requirement():
    folder = ROOT / "src" / "rugsat" / "domain" / "licensing" / "requirements"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == {each.name for each in all_requirements()}


def test_a_requirement_is_found_by_its_name_or_the_error_names_all():
    assert requirement_named("fee_paid").name == "fee_paid"
    with pytest.raises(NoSuchRequirementError, match="fee_paid, fire_certificate"):
        requirement_named("fee_payed")


@APPLICATIONS
def test_every_sentence_has_a_field_for_each_of_its_places(facts: Facts):
    for each in assess(facts, demonstrated(), ON):
        for point in each.points:
            places = {name for _, name, _, _ in string.Formatter().parse(point.reason) if name}
            assert places <= {name for name, _ in point.fields}, point


def test_a_register_with_a_name_that_no_requirement_knows_is_refused():
    with pytest.raises(RegisterShapeError, match="approved_provider:"):
        assess(knowing(miner(), **{"approved_provider:": []}), demonstrated(), ON)


def test_the_facts_of_a_case_are_values_that_cannot_change():
    facts = miner()
    with pytest.raises(AttributeError):
        facts.cls = "private"  # type: ignore[misc]
    assert {each.name for each in fields(facts)} >= {"attestations", "register", "lists"}
