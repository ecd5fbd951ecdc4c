from io import BytesIO

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS

from rugsat.domain.licensing.assess import assess
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import said
from rugsat.kernel.language import gettext, speaking
from rugsat.operations.report.requirement_reasons import extract_reasons
from tests.domain.licensing.applying import ON, demonstrated, exchange, miner

CODE = b'''
"""A file of requirements."""
@requirement(roles=("miner",), rests_on=())
def fee_paid(facts, law, on):
    """The fee is paid.

    More."""
    if law:
        message = "The fee of {owed} is paid."
        yield met(message, owed=1)
    else:
        message = "It is not."
        yield unmet(message)
    yield unknown("Nobody knows.") if on else not_asked("Not asked.")
    message = "no reason"
    raise ValueError(message)
def other():
    return gettext("marked")
'''


def test_a_translator_is_given_the_name_the_sentence_every_reason_and_what_is_marked():
    found = [message for _, _, message, _ in extract_reasons(BytesIO(CODE), DEFAULT_KEYWORDS, (), {})]
    assert sorted(found) == sorted(
        [
            "Fee paid",
            "The fee is paid.",
            "The fee of {owed} is paid.",
            "It is not.",
            "Nobody knows.",
            "Not asked.",
            "marked",
        ]
    )


@pytest.mark.parametrize("language", ["ru", "tk"])
@pytest.mark.parametrize("facts", [miner(), exchange()], ids=["miner", "exchange"])
def test_every_answer_is_said_in_the_language_of_the_reader_with_its_fields_filled_in(language: str, facts: Facts):
    for each in assess(facts, demonstrated(), ON):
        with speaking(language):
            sentence = said(each)
            assert gettext(each.reason) != each.reason, each.reason
        assert sentence != said(each)
        assert "{" not in sentence
