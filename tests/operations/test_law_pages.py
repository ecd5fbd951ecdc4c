from pathlib import Path

import pytest

from rugsat.law.pack import RulePack
from rugsat.operations.law_pages import law_page, law_pages

EXAMPLELAND = Path(__file__).parents[1] / "law" / "fixtures" / "xa"


@pytest.fixture(scope="module")
def page() -> str:
    return law_page(RulePack.from_folder(EXAMPLELAND), {"coins_not_sold": ["mining.sale_share"]})


def test_a_page_shows_every_value_with_its_days_kind_confidence_and_source(page: str) -> None:
    row = "| 2025-01-01 to 2026-12-31 |  | 75.5 % | law | S2 | [Mining law, Art. 8(4)](<https://example.org/law>) |"
    assert row in page.splitlines()
    assert "Repealed from 2027-01-01 by Repeal law." in page
    assert "Checks that rest on it: `coins_not_sold`." in page
    assert "> A note that a reader must know." in page


def test_a_page_lists_what_was_found_in_no_source(page: str) -> None:
    place = page.index("`mining.capacity_tolerance`")
    assert page[place:].splitlines()[2] == "*Not set: found in no source.*"


def test_a_page_shows_the_arithmetic_of_an_indexed_amount_for_each_index(page: str) -> None:
    assert "2,000 MCI × 3,932 = 7,864,000 KZT" in page
    assert "2,000 MCI × 4,325 = 8,650,000 KZT" in page


def test_a_page_has_scales_schedules_instruments_acts_and_calendars(page: str) -> None:
    assert "from 0 KZT/kWh: 25 KZT/kWh; from 5 KZT/kWh: 10.5 KZT/kWh" in page
    assert "22:00-06:00: 2 ratio; 17:00-22:00 in months 12, 1, 2: 1.5 ratio" in page
    assert "| Mining licence | licence | The authority | miner | 3 years |" in page
    assert "draft, not in force" in page
    assert "| 2026-05-27 | holiday (Kurban) *(estimated)* | W | Estimate |" in page


def test_every_table_of_a_page_is_whole(page: str) -> None:
    blocks = [block.splitlines() for block in page.split("\n\n") if block.startswith("|")]
    assert len(blocks) > 8
    for block in blocks:
        bars = {line.replace("\\|", "").count("|") for line in block}
        assert len(bars) == 1, block


def test_there_is_a_page_for_each_shipped_jurisdiction_and_none_shows_a_demonstration() -> None:
    pages = law_pages({})
    assert set(pages) == {"kz", "tm", "uz"}
    assert all("Demonstration of the" not in page for page in pages.values())
    assert law_pages({}) == pages
