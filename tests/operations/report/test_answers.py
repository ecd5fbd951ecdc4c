from datetime import date

import pytest

from rugsat.domain.licensing.outcome import unknown, unmet
from rugsat.kernel.language import speaking
from rugsat.operations.report.answers import answered, thing_word
from rugsat.operations.report.grounds import ground_word
from rugsat.operations.report.wording import day

ON = date(2026, 3, 31)
NOBODY = "Nobody who may has attested for this day: {kind} ({thing})."


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Nobody who may has attested for this day: Capital paid in (Party: amul-exchange)."),
        ("ru", "Никто из имеющих на то право не удостоверил на этот день: Капитал внесён (Участник: amul-exchange)."),
    ],
)
def test_what_nobody_attested_is_told_by_its_title_and_not_by_its_name(language: str, words: str) -> None:
    with speaking(language):
        assert answered(unknown(NOBODY, kind="capital", thing="party:amul-exchange")) == words


def test_positions_and_days_are_told_as_the_language_writes_them() -> None:
    answer = unmet("The office {office} is not filled on {day}.", office="director", day=ON)
    with speaking("ru"):
        assert answered(answer) == f"Должность «Руководитель» на {day(ON)} не замещена."


def test_a_name_that_nobody_has_given_words_stays_as_it_is() -> None:
    with speaking("ru"):
        assert thing_word("kumush-1") == "kumush-1"
        assert thing_word("moon:kumush-1") == "moon:kumush-1"
        assert answered(unknown(NOBODY, kind="moon_phase", thing="x")).endswith("moon phase (x).")


def test_a_ground_is_told_in_the_language_and_one_of_another_act_as_it_is_listed() -> None:
    with speaking("tk"):
        assert ground_word("a fee is unpaid") == "töleg tölenmedi"
        assert ground_word("a ground of some later act") == "a ground of some later act"
