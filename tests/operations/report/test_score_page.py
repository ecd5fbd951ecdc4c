from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from lxml import html

from rugsat.kernel.language import speaking
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.run import Run
from rugsat.operations.report.background import background_of
from rugsat.operations.report.findings import card_of
from rugsat.operations.report.names import Names
from rugsat.operations.report.score_page import Innocent, Offence, innocent_of, score_page, share
from tests.operations.report.made_by_hand import Register

HOSTILE = "<script>alert(1)</script>"


def _rate(hits: int, of: int, low: float = 0.0, high: float = 1.0) -> dict[str, Any]:
    return {"hits": hits, "of": of, "share": hits / of if of else None, "low": low, "high": high}


def _missed(number: int = 1) -> list[dict[str, Any]]:
    row = {"check": "return_overdue", "subject": "party:a/return:bank_legs/period:2026-03", "difficulty": "subtle"}
    days = {"first_day": date(2026, 3, 5), "last_day": date.max}
    return [{**row, **days, "size": "0.020000", "unit": "share", "story": f"story {HOSTILE}"}] * number


def _accused() -> dict[str, Any]:
    return {
        "check": "household_consumption_above_cap",
        "subject": "connection:HOME-1",
        "first_day": date(2026, 3, 1),
        "last_day": date(2026, 3, 31),
        "observed": "2100000.000",
        "limit": "2000000.000",
        "unit": "Wh",
        "look_alike": "home_mining_above_cap/large_family",
        "story": "mary: large family",
        "note": None,
    }


def _score(missed: int = 1) -> dict[str, Any]:
    caught = {"blatant": _rate(2, 2), "subtle": _rate(1, 3)}
    checks = [
        {
            "check": "household_consumption_above_cap",
            "recall": caught,
            "recall_overall": _rate(3, 5, 0.2307, 0.8824),
            "precision": _rate(3, 4, 0.3006, 0.9544),
            "look_alikes_left_alone": _rate(6, 7),
            "missed": [],
            "falsely_accused": [_accused()],
        },
        {
            "check": "return_overdue",
            "recall": {},
            "recall_overall": _rate(0, 0),
            "precision": _rate(0, 0),
            "look_alikes_left_alone": _rate(0, 0),
            "missed": _missed(missed),
            "falsely_accused": [],
        },
    ]
    return {"checks": checks, "not_covered": {"wash_trading": 4}}


def _text(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture(scope="module")
def offence(full_run: Run, register: Register) -> Offence:
    finding = full_run.findings.filter(full_run.findings["check"] == "power_above_licensed_capacity").to_dicts()[0]
    card = card_of(finding, full_run.violations, background_of(full_run), Names(register))
    return Offence("Power above licensed capacity", "Machines run at night.", "Garagum: at night", card)


@pytest.fixture(scope="module")
def innocent(full_run: Run) -> Innocent:
    answer = {"check": "household_consumption_above_cap", "subject": "connection:HOME-7", "story": "a large family"}
    days = {"first_day": date(2026, 3, 1), "last_day": date(2026, 3, 31), "unit": "Wh"}
    background = background_of(full_run)
    return innocent_of({**answer, **days}, "Nine people.", Decimal(1_900_000), Decimal(2_000_000), background)


@pytest.fixture(scope="module")
def page(full_run: Run, offence: Offence, innocent: Innocent) -> html.HtmlElement:
    background = background_of(full_run)
    return html.fromstring(score_page(_score(), background, countries=1, offence=offence, innocent=innocent))


def test_the_score_card_takes_nothing_from_elsewhere_and_runs_no_script(page: html.HtmlElement) -> None:
    assert not page.xpath("//script | //link | //img | //iframe | //object | //embed | //base | //@src | //@style")
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']")


def test_the_score_card_says_first_that_everything_is_simulated(page: html.HtmlElement) -> None:
    said = _text(page.xpath("//header/*[1]")[0])
    assert "Simulated: nobody on this page exists." in said
    assert "Demonstration of the Turkmen regime" in said


def test_each_check_has_its_counts_by_difficulty_and_its_intervals(page: html.HtmlElement) -> None:
    rows = [[_text(cell) for cell in row] for row in page.xpath("//table[@class='score']/tbody/tr")]
    assert rows[0] == [
        "Household consumption above cap",
        "2 / 2",
        "–",
        "1 / 3",
        "60% (23% – 88%)",
        "75% (30% – 95%)",
        "6 / 7",
    ]
    assert rows[1] == ["Return overdue", "–", "–", "–", "–", "–", "–"]


def test_the_small_bars_are_as_long_as_the_share_that_was_found(page: html.HtmlElement) -> None:
    bars = page.xpath("//*[local-name()='svg'][contains(@class, 'small-bar')]//*[@class='within']/@width")
    assert bars == ["100.00%", "33.33%"]


def test_who_was_missed_and_who_was_wrongly_accused_is_named_with_what_is_true_of_them(page: html.HtmlElement) -> None:
    missed, accused = (_text(page.xpath(f"//div[@aria-label='{title}']")[0]) for title in ("Missed", "Wrongly accused"))
    assert "from 5 March 2026" in missed
    assert "subtle, 0.02 share" in missed
    assert f"story {HOSTILE}" in missed
    assert "2.1 MWh / 2 MWh, 5% above the limit" in accused
    assert "home_mining_above_cap/large_family: mary: large family" in accused


def test_where_nothing_was_missed_the_page_says_so() -> None:
    score = {"checks": _score()["checks"][:1], "not_covered": {}}
    text = _text(html.fromstring(score_page(score, None, countries=3, offence=None, innocent=None)))
    assert "Nothing was missed." in text
    assert "3 countries pooled" in text
    assert "no check yet" not in text


def test_of_many_that_were_missed_the_page_names_some_and_counts_the_others() -> None:
    tree = html.fromstring(score_page(_score(missed=53), None, countries=1, offence=None, innocent=None))
    assert len(tree.xpath("//div[@aria-label='Missed']//tbody/tr")) == 50
    assert "3 more are named by --json." in _text(tree)


def test_the_subtle_case_is_shown_with_its_evidence_and_how_to_replay_it(page: html.HtmlElement) -> None:
    section = page.xpath("//section[@aria-labelledby='offence']")[0]
    assert "Machines run at night." in _text(section)
    assert "rugsat findings replay" in _text(section)
    assert section.xpath(".//article//*[local-name()='svg'][@role='img']")


def test_the_look_alike_is_shown_with_what_was_observed_against_the_limit_it_kept(page: html.HtmlElement) -> None:
    section = page.xpath("//section[@aria-labelledby='innocent-h']")[0]
    assert "1.9 MWh 5% below the limit" in _text(section)
    assert "Limit 2 MWh" in _text(section)
    assert not section.xpath(".//*[@class='lack' or @class='over']")


def test_every_identifier_of_the_score_card_is_unique_and_every_name_is_there(page: html.HtmlElement) -> None:
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    for told in page.xpath("//@aria-labelledby"):
        assert set(told.split()) <= set(names)


def test_a_share_of_nothing_is_a_dash() -> None:
    assert share(_rate(0, 0)) == "–"
    assert share(_rate(0, 10, 0.0, 0.2775)) == "0% (0% – 28%)"


@pytest.mark.parametrize("language", ["ru", "tk"])
def test_the_score_card_is_in_the_language_of_the_reader(language: str, pack: RulePack) -> None:
    with speaking(language):
        tree = html.fromstring(score_page(_score(), None, countries=1, offence=None, innocent=None))
    assert tree.get("lang") == language
    assert "Score card" not in _text(tree)
