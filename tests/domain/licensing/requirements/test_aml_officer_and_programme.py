from dataclasses import replace
from datetime import date

from rugsat.domain.licensing.outcome import Status, said
from tests.domain.licensing.applying import AML, answer, exchange, law_setting, status, without

NAME = "aml_officer_and_programme"


def test_a_certified_officer_and_a_reviewed_programme_are_enough():
    assert status(NAME, exchange()) is Status.MET


def test_an_officer_who_is_not_certified_is_not_known_and_one_whose_certificate_ended_is_refused():
    assert status(NAME, without(exchange(), "aml_qualification")) is Status.UNKNOWN
    assert status(NAME, exchange(), on=date(2027, 1, 1)) is Status.UNMET


def test_without_an_officer_on_the_day_it_is_refused():
    others = tuple(each for each in exchange().responsible if each.office != "aml_officer")
    assert status(NAME, replace(exchange(), responsible=others)) is Status.UNMET


def test_the_director_cannot_be_the_officer():
    own = tuple(
        replace(each, person="anna") if each.office == "aml_officer" else each for each in exchange().responsible
    )
    found = answer(NAME, replace(exchange(), responsible=own))
    assert found.status is Status.UNMET
    assert "anna" in said(found)


def test_a_programme_that_leaves_something_out_is_refused():
    short = {name: value for name, value in AML.items() if name != "training"}
    found = answer(NAME, replace(exchange(), plans={**exchange().plans, "aml": short}))
    assert found.status is Status.UNMET
    assert "training" in said(found)


def test_where_no_officer_is_required_the_programme_still_is():
    off = law_setting("exchange.aml_officer_required", "0")
    assert status(NAME, replace(exchange(), responsible=()), pack=off) is Status.MET
    assert status(NAME, replace(exchange(), plans={}), pack=off) is Status.UNMET
