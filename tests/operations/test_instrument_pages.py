import pytest

from rugsat.law.pack import jurisdictions, load_jurisdiction
from rugsat.operations.instrument_pages import instrument_pages


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return instrument_pages()


def test_every_instrument_of_every_jurisdiction_has_its_place_on_a_page(pages: dict[str, str]) -> None:
    assert set(pages) == set(jurisdictions())
    for code, page in pages.items():
        for instrument in load_jurisdiction(code).rulebook.instruments.values():
            assert f"`{instrument.name}`, " in page


def test_a_page_says_what_is_law_and_what_only_a_demonstration_sets(pages: dict[str, str]) -> None:
    assert "| `decision` | Decision on the application | licensing_officer | 20 working days | [law " in pages["kz"]
    assert "| demonstration procedure.provided_acts |" in pages["tm"]
    [version] = load_jurisdiction("tm").rulebook.instruments["mining_registration"].versions
    assert f"Possible by law and policy alone on 2026-01-01: 1 of {len(version.procedure)} steps." in pages["tm"]
    assert "Without the demonstration there is no such instrument: energy.approved_provider_required" in pages["tm"]


def test_a_page_lists_the_grounds_of_refusal_and_of_measures(pages: dict[str, str]) -> None:
    assert "- `procedure.suspension_grounds`: monthly fee unpaid for a month" in pages["uz"]
    assert "- `besqala.refusal_grounds`: reputation; doubtful data" in pages["uz"]
