"""Findings held against answers: what counts as found, as missed, as a false accusation, and what as neither."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from rugsat.evidence.schemas.findings import FINDINGS
from rugsat.simulation.answers import Answers, Planted
from rugsat.simulation.catalogue import Difficulty, Offence
from rugsat.simulation.score import CheckScore, score
from rugsat.simulation.wilson import interval

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
OFFENCE = Offence("coins_withheld", "", "coins_below", "miner", "", "share", (), {"bad_luck": 1})
UNOWNED = Offence("shadow", "", "", "household", "", "share", (), {})
PLAIN, SUBTLE = (Difficulty(name, 0.1, 0.2, 1, "") for name in ("plain", "subtle"))


def planted(subject: str, first: date = MARCH[0], last: date = MARCH[1]) -> Planted:
    return Planted(subject, first, last, "a story")


def finding(subject: str, *, check: str = "coins_below", first: date = MARCH[0], last: date = MARCH[1]) -> dict:
    return {
        "finding": subject + str(first), "check": check, "subject": subject, "first_day": first, "last_day": last,
        "observed": Decimal(1), "limit": Decimal(2), "unit": "BTC", "note": None,
    }  # fmt: skip


def findings(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema={name: FINDINGS.schema[name] for name in finding("x")}, orient="row")


def scored(answers: Answers, *rows: dict) -> CheckScore:
    (only,) = score([(answers.table(), findings(*rows))]).checks
    return only


def test_an_offence_is_found_by_its_check_its_subject_and_a_day():
    answers = Answers()
    answers.offence(OFFENCE, PLAIN, 0.2, planted("authorisation:A"))
    answers.offence(OFFENCE, SUBTLE, 0.1, planted("authorisation:B"))
    card = scored(answers, finding("authorisation:A", first=date(2026, 3, 31), last=date(2026, 4, 2)))
    assert {name: (rate.hits, rate.of) for name, rate in card.recall.items()} == {"plain": (1, 1), "subtle": (0, 1)}
    assert [row["subject"] for row in card.missed] == ["authorisation:B"]
    assert (card.precision.hits, card.precision.of) == (1, 1)


def test_another_day_another_subject_and_another_check_find_nothing():
    answers = Answers()
    answers.offence(OFFENCE, PLAIN, 0.2, planted("authorisation:A"))
    april = date(2026, 4, 1)
    rows = (finding("authorisation:A", first=april, last=april), finding("authorisation:C"))
    card = scored(answers, *rows)
    assert card.found.hits == 0
    assert (card.precision.hits, card.precision.of) == (0, 2)
    assert {row["subject"] for row in card.accused} == {"authorisation:A", "authorisation:C"}


def test_a_look_alike_that_is_accused_is_named_with_its_story():
    answers = Answers()
    answers.look_alike(OFFENCE, "bad_luck", planted("authorisation:A"))
    answers.look_alike(OFFENCE, "bad_luck", planted("authorisation:B"))
    card = scored(answers, finding("authorisation:A"))
    assert (card.left_alone.hits, card.left_alone.of) == (1, 2)
    assert [(row["look_alike"], row["story"]) for row in card.accused] == [("coins_withheld/bad_luck", "a story")]


def test_several_findings_of_one_offence_count_once_and_a_consequence_counts_neither_way():
    answers = Answers()
    answers.offence(OFFENCE, PLAIN, 0.2, planted("authorisation:A"))
    answers.consequence("coins_below", OFFENCE, planted("authorisation:B"))
    second = finding("authorisation:A", first=date(2026, 3, 20))
    card = scored(answers, finding("authorisation:A"), second, finding("authorisation:B"))
    assert (card.precision.hits, card.precision.of) == (1, 1)
    assert card.accused == []


def test_countries_are_pooled_and_do_not_mix():
    first, second = Answers(), Answers()
    first.offence(OFFENCE, PLAIN, 0.2, planted("authorisation:A"))
    second.offence(OFFENCE, PLAIN, 0.2, planted("authorisation:B"))
    told = [
        (first.table(), findings(finding("authorisation:B"))),
        (second.table(), findings(finding("authorisation:B"))),
    ]
    (card,) = score(told).checks
    assert (card.found.hits, card.found.of) == (1, 2)
    assert (card.precision.hits, card.precision.of) == (1, 2)


def test_an_offence_that_no_check_owns_is_listed_and_not_scored():
    answers = Answers()
    answers.offence(UNOWNED, PLAIN, 0.2, planted("connection:C"))
    card = score([(answers.table(), findings())])
    assert card.checks == ()
    assert card.not_covered == {"shadow": 1}


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 0, 0.0, 1.0), (60, 60, 0.9398, 1.0), (0, 10, 0.0, 0.2775), (8, 10, 0.4902, 0.9433)],
)
def test_the_interval_is_that_of_wilson(hits: int, of: int, low: float, high: float):
    assert interval(hits, of) == pytest.approx((low, high), abs=5e-5)
