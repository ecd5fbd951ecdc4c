import csv
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugsat.evidence.sanctions.screening_list import Likeness, Listed, ScreeningList
from rugsat.evidence.sanctions.un_consolidated import read_un_list
from rugsat.kernel.errors import SourceError

DATA = Path(__file__).parents[2] / "data" / "sanctions"
FILE = DATA / "un_consolidated_excerpt.xml"


@cache
def listed() -> ScreeningList:
    return read_un_list(FILE.read_bytes(), file=FILE.name)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def year(text: str) -> int | None:
    return int(text[:4]) if text[:4].isdecimal() else None


def test_the_list_says_its_day_its_digest_and_every_entry():
    assert listed().as_of == date(2026, 2, 27)
    assert listed().digest == sha256(FILE.read_bytes()).hexdigest()
    assert len(listed().entries) == FILE.read_text(encoding="utf-8").count("<REFERENCE_NUMBER>")
    assert sum(not each.natural for each in listed().entries) == 4


def test_an_entry_has_its_names_its_birth_and_the_day_it_was_listed():
    first = next(each for each in listed().entries if each.reference == "CDi.001")
    assert first == Listed("CDi.001", True, ("ERIC BADEGE",), (1971, 1971), date(2012, 12, 31))


def test_every_name_of_the_benchmark_is_found_as_it_is_and_nobody_else():
    positives, negatives = rows("yente_positives_sample.csv"), rows("yente_negatives_sample.csv")
    assert [row["name"] for row in positives if not listed().candidates(row["name"], born=year(row["born"]))] == []
    assert [row["name"] for row in negatives if listed().candidates(row["name"])] == []


def test_most_names_that_are_misspelt_on_purpose_are_found_too():
    positives = rows("yente_positives_sample.csv")
    found = [row for row in positives if listed().candidates(row["misspelt"])]
    # A letter that is left out or changed is beyond the fold; full screening weighs such names.
    assert len(found) / len(positives) > 0.8


@pytest.mark.parametrize("name", ["Доку Хаматович Умаров", "UMAROV Doku Khamatovich", "Doku Hamatowiç Umarow"])
def test_a_listed_person_is_found_in_another_script_order_and_spelling(name: str):
    (candidate,) = listed().candidates(name)
    assert candidate.likeness is Likeness.FOLDED
    assert "UMAROV" in candidate.listed.names[0]


def test_a_part_of_a_long_name_is_a_candidate_but_one_word_is_not():
    assert [each.likeness for each in listed().candidates("Doku Umarov")] == [Likeness.PART]
    assert listed().candidates("Umarov") == ()


def test_who_was_born_in_another_year_is_no_candidate_but_a_year_to_either_side_is():
    assert listed().candidates("Eric Badege", born=1972)
    assert listed().candidates("Eric Badege", born=1973) == ()


def test_a_year_that_the_list_calls_approximate_reaches_further():
    about = next(each for each in listed().entries if each.born and each.born[1] - each.born[0] == 4)
    assert listed().candidates(about.names[0], born=about.born[0])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<LIST/>", "begins with LIST"),
        (b"<CONSOLIDATED_LIST/>", "is no day"),
        (b'<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09Z"/>', "no entry"),
        (b'<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09Z"><INDIVIDUALS>', "broken"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><CONSOLIDATED_LIST dateGenerated="2026-02-27"/>', "document type"),
        (
            b'<CONSOLIDATED_LIST dateGenerated="2026-02-27"><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>A</FIRST_NAME>'
            b"</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>",
            "no reference number",
        ),
    ],
)
def test_what_is_not_the_list_is_refused_with_its_place(content: bytes, said: str):
    with pytest.raises(SourceError, match=said) as refused:
        read_un_list(content, file="list.xml")
    assert str(refused.value).startswith("list.xml:")


@given(st.data())
def test_a_damaged_list_is_read_or_refused_and_nothing_else(data: st.DataObject):
    content = bytearray(FILE.read_bytes()[:6000])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with pytest.raises(SourceError):
        read_un_list(bytes(content), file="list.xml")


def test_a_day_of_listing_that_is_none_is_refused():
    content = FILE.read_bytes().replace(b"<LISTED_ON>2012-12-31<", b"<LISTED_ON>31 December<")
    with pytest.raises(SourceError, match="'31 December' is no day"):
        read_un_list(content, file="list.xml")


def test_the_closest_likeness_of_an_entry_counts_and_each_entry_comes_once():
    entry = Listed("X.1", True, ("ANNA BOLENA", "Anna Bolena Maria"))
    found = ScreeningList("x", date(2026, 1, 1), "0" * 64, (entry,)).candidates("anna  bolena")
    assert [(each.listed.reference, each.likeness, each.name) for each in found] == [
        ("X.1", Likeness.EXACT, "ANNA BOLENA")
    ]
