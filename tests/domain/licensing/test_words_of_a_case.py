"""What people read of a case: states, acts and the counting of days, in their language."""

from datetime import date

import pytest

from rugsat.domain.licensing.words import (
    clock_in_words,
    explained,
    office_in_words,
    state_in_words,
    verb_in_words,
)
from rugsat.kernel.language import speaking
from rugsat.law.procedure import Office, Verb
from tests.domain.licensing.led_case import DEMONSTRATED, SHIPPED, submitted


def test_every_state_of_every_instrument_has_a_title() -> None:
    states = {
        state
        for pack in SHIPPED.values()
        for instrument in pack.rulebook.instruments.values()
        for version in instrument.versions
        for state in version.table.states
    }
    assert {state for state in states if state_in_words(state) == state.replace("_", " ")} == set()


@pytest.mark.parametrize("language", ["ru", "tk"])
def test_every_word_is_given_in_the_language_of_the_reader(language: str) -> None:
    def words() -> list[str]:
        said = [verb_in_words(verb) for verb in Verb] + [office_in_words(office) for office in Office]
        return [*said, state_in_words("heard")]

    english = words()
    with speaking(language):
        assert not set(words()) & set(english)


def test_a_deadline_is_explained_stretch_by_stretch() -> None:
    case = submitted(pack=DEMONSTRATED["tm"])
    case.act("2026-03-06 10:00", "ask", "aman", "licensing_officer")
    case.act("2026-03-16 10:00", "answer", "firm", "applicant")
    decision = case.clock("decision", date(2026, 3, 17))
    assert clock_in_words(decision) == "Decision on the application: by 2026-04-09, running"
    assert explained(decision) == (
        "2026-03-03 to 2026-03-06: 4 working days counted",
        "2026-03-07 to 2026-03-16: 5 working days not counted, the clock stands still",
        "2026-03-17 to 2026-03-17: 1 working day counted",
    )
    with speaking("ru"):
        assert clock_in_words(decision) == "Решение по заявлению: до 2026-04-09, идёт"
        assert explained(decision)[0] == "2026-03-03 – 2026-03-06: засчитано 4 рабочих дня"


def test_a_deadline_that_stands_still_has_no_day() -> None:
    case = submitted(pack=DEMONSTRATED["tm"])
    case.act("2026-03-06 10:00", "ask", "aman", "licensing_officer")
    assert clock_in_words(case.clock("decision", date(2026, 3, 9))) == "Decision on the application: stopped"
