"""The register that ESMA published on 9 February 2026, with the faults that it has."""

from datetime import date
from pathlib import Path

import pytest

from rugsat.operations.legacy.esma_casps import COLUMNS, NotARegisterError, read_casps

FILE = Path(__file__).parents[3] / "examples" / "demo" / "data" / "esma_casp_2026-02-09.csv"
GOOD = ["FMA", "AT", "Bybit EU GmbH", "5299005V5GBSN2A4C303", "AT", "Bybit", "Vienna", "", "", "28/05/2025", ""]


def one_row(**changed: str) -> bytes:
    row = (
        dict(zip(COLUMNS, [*GOOD, "a. providing custody | j. transfer", "DE", "", "28/05/2025"], strict=True)) | changed
    )
    return "\n".join([",".join(COLUMNS), ",".join(row.values())]).encode()


def test_every_row_is_taken_or_named_with_its_fault():
    providers, faults = read_casps(FILE.read_bytes(), file=FILE.name)
    refused = {fault.row for fault in faults if fault.refused}
    assert len(providers) + len(refused) == 150
    assert {provider.row for provider in providers} | refused == set(range(1, 151))
    assert {fault.field for fault in faults if fault.refused} >= {"ae_lei", "ac_authorisationNotificationDate"}


def test_what_is_taken_is_what_stands_there():
    providers, _ = read_casps(FILE.read_bytes(), file=FILE.name)
    first = providers[0]
    assert (first.name, first.lei, first.country) == ("Bybit EU GmbH", "5299005V5GBSN2A4C303", "AT")
    assert (first.since, first.until) == (date(2025, 5, 28), None)
    assert first.services == ("a", "c", "d", "f", "j")


def test_a_service_is_read_by_its_letter_also_where_no_space_follows():
    providers, faults = read_casps(one_row(ac_serviceCode="a.providing custody | h.advice"), file="f.csv")
    assert (providers[0].services, faults) == (("a", "h"), ())


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ae_lei": "5299005V5GBSN2A4C304"}, "ae_lei"),
        ({"ae_lei_name": " "}, "ae_lei_name"),
        ({"ae_lei_cou_code": "XX"}, "ae_lei_cou_code"),
        ({"ac_authorisationNotificationDate": "2025-05-28"}, "ac_authorisationNotificationDate"),
        ({"ac_authorisationEndDate": "31/02/2026"}, "ac_authorisationEndDate"),
        ({"ac_authorisationEndDate": "28/05/2025"}, "ac_authorisationEndDate"),
    ],
)
def test_a_row_that_cannot_be_true_is_refused_by_its_field(changed, field):
    providers, faults = read_casps(one_row(**changed), file="f.csv")
    assert providers == ()
    assert [(each.row, each.field, each.refused) for each in faults] == [(1, field, True)]


@pytest.mark.parametrize("changed", [{"ae_lei": " 5299005V5GBSN2A4C303"}, {"ac_serviceCode": "z. dancing"}])
def test_a_row_that_somebody_should_look_at_is_taken(changed):
    providers, faults = read_casps(one_row(**changed), file="f.csv")
    assert len(providers) == 1
    assert [each.refused for each in faults] == [False]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2", b"\xff\xfe", one_row() + b"\n1,2"])
def test_a_file_that_is_another_is_refused_whole(content):
    with pytest.raises(NotARegisterError):
        read_casps(content, file="f.csv")


@pytest.mark.parametrize("separator", ["\u2028", "\x0b", "\x1c", "\x85", "\r\n", "\n"])
def test_a_separator_within_a_cell_ends_no_row(separator: str):
    providers, _ = read_casps(one_row(ae_address=f'"Street 1{separator}Vienna"'), file="f.csv")
    assert len(providers) == 1


def test_empty_lines_at_the_end_are_no_rows():
    assert read_casps(one_row() + b"\r\n\r\n", file="f.csv") == read_casps(one_row(), file="f.csv")


@pytest.mark.parametrize(("name", "read"), [("Firm\nGmbH", "Firm GmbH"), ("gold\u202egpj", "goldgpj"), ("a\0b", "ab")])
def test_a_name_is_one_line_of_letters_that_are_seen(name: str, read: str):
    providers, faults = read_casps(one_row(ae_lei_name=f'"{name}"', ae_commercial_name=""), file="f.csv")
    assert providers[0].name == read
    assert all(not each.refused for each in faults)
    assert bool(faults) == (name.replace("\n", " ") != read)


@pytest.mark.parametrize("name", ["\u200b", "x" * 401])
def test_what_is_no_name_is_refused(name: str):
    providers, faults = read_casps(one_row(ae_lei_name=name), file="f.csv")
    assert providers == ()
    assert ("ae_lei_name", True) in [(each.field, each.refused) for each in faults]


def test_a_trade_name_that_swallowed_its_cell_is_left_out_and_told():
    providers, faults = read_casps(one_row(ae_commercial_name="Good|" + "x" * 401), file="f.csv")
    assert providers[0].trade_names == ("Good",)
    assert [(each.field, each.refused) for each in faults] == [("ae_commercial_name", False)]
