from dataclasses import replace

from rugsat.domain.licensing.outcome import Status
from rugsat.law.pack import load_jurisdiction
from tests.domain.licensing.applying import answer, exchange, miner, saying, status, without

NAME = "permitted_form"


def test_a_legal_entity_may_mine_in_the_industrial_class_and_an_entrepreneur_may_not():
    assert status(NAME, miner()) is Status.MET
    one = saying(miner(), "company_register", kind="entrepreneur", legal_form="individual_entrepreneur")
    assert status(NAME, one) is Status.UNMET


def test_an_entrepreneur_may_mine_in_the_private_class_and_a_legal_entity_may_not():
    private = replace(miner(), cls="private")
    assert status(NAME, private) is Status.UNMET
    one = saying(private, "company_register", kind="entrepreneur", legal_form="individual_entrepreneur")
    assert status(NAME, one) is Status.MET


def test_a_private_person_is_refused_by_his_own_word():
    person = replace(miner(), applicant=replace(miner().applicant, kind="natural_person"))
    assert status(NAME, without(person, "company_register")) is Status.UNMET


def test_a_form_that_nobody_attests_is_not_known():
    assert status(NAME, without(miner(), "company_register")) is Status.UNKNOWN


def test_what_the_applicant_calls_itself_does_not_count():
    other = saying(exchange(), "company_register", kind="entrepreneur", legal_form="individual_entrepreneur")
    assert other.applicant.kind == "legal_entity"
    # The law of the exchange comes from one source only, so it may refuse nobody by itself.
    found = answer(NAME, other)
    assert found.status is Status.UNKNOWN
    assert found.unverified


def test_kazakhstan_admits_only_two_forms_of_a_trading_platform():
    facts = replace(exchange(), instrument="nbk_trading_platform_registration")
    kz = load_jurisdiction("kz")
    assert status(NAME, facts, pack=kz) is Status.UNMET
    fitting = saying(facts, "company_register", legal_form="joint_stock_company")
    assert status(NAME, fitting, pack=kz) is Status.MET
