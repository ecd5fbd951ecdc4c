from dataclasses import replace

from rugsat.domain.licensing.facts import BankRelation
from rugsat.domain.licensing.outcome import Status
from rugsat.law.pack import load_jurisdiction
from tests.domain.licensing.applying import exchange, knowing, law_setting, saying, status, without

NAME = "partner_bank_confirms"


def test_a_partner_bank_that_confirms_the_account_is_enough():
    assert status(NAME, exchange()) is Status.MET


def test_a_bank_that_has_not_confirmed_is_not_known_and_another_cannot_do_it_for_it():
    assert status(NAME, without(exchange(), "bank_relation")) is Status.UNKNOWN
    assert status(NAME, saying(exchange(), "bank_relation", "", "bank_b")) is Status.UNKNOWN


def test_a_bank_that_is_no_partner_bank_is_refused_though_it_confirms():
    assert status(NAME, knowing(exchange(), partner_banks=["bank_b"])) is Status.UNMET


def test_a_bank_that_confirms_another_account_is_refused():
    assert status(NAME, saying(exchange(), "bank_relation", accounts=["TM02"])) is Status.UNMET


def test_a_bank_that_is_named_and_silent_is_no_hindrance_where_enough_others_confirm():
    facts = replace(exchange(), banks=(*exchange().banks, BankRelation("bank_b", "TM99")))
    assert status(NAME, facts) is Status.MET
    assert status(NAME, facts, pack=law_setting("exchange.partner_banks_at_least", "2")) is Status.UNKNOWN


def test_two_accounts_at_one_bank_are_one_bank():
    facts = replace(exchange(), banks=(*exchange().banks, BankRelation("bank_a", "TM03")))
    facts = saying(facts, "bank_relation", accounts=["TM01", "TM03"])
    assert status(NAME, facts, pack=law_setting("exchange.partner_banks_at_least", "2")) is Status.UNMET


def test_kazakhstan_asks_for_one_agreement_with_a_bank():
    facts = replace(exchange(), instrument="nbk_trading_platform_registration")
    assert status(NAME, facts, pack=load_jurisdiction("kz")) is Status.MET
    assert status(NAME, replace(facts, banks=()), pack=load_jurisdiction("kz")) is Status.UNMET
