"""The register of warnings that ESMA published on 9 February 2026, with the faults that it has."""

from datetime import date
from pathlib import Path

import pytest

from rugsat.operations.legacy.esma_csv import NotARegisterError
from rugsat.operations.legacy.esma_ncasps import COLUMNS, read_ncasps

FILE = Path(__file__).parents[3] / "examples" / "demo" / "data" / "esma_ncasp_2026-02-09.csv"
GOOD = ["AFM", "NL", "Dobibo", "", "", "Dobibo", "dobibo.com", "No", "None", "12/02/2025", "", "18/02/2025"]


def one_row(**changed: str) -> bytes:
    row = dict(zip(COLUMNS, GOOD, strict=True)) | changed
    return "\n".join([",".join(COLUMNS), ",".join(row.values())]).encode()


def test_every_row_is_taken_or_named_with_its_fault():
    warnings, faults = read_ncasps(FILE.read_bytes(), file=FILE.name)
    assert len(warnings) == 100
    assert [(each.row, each.field, each.value, each.refused) for each in faults] == [
        (84, "ae_lei_name", "DFG789", True),
        (87, "ae_website", "ttps://cryptoin24.io", False),
    ]


def test_what_is_taken_is_what_stands_there():
    warnings, _ = read_ncasps(FILE.read_bytes(), file=FILE.name)
    mexc = next(each for each in warnings if each.name == "MEXC Global")
    assert (mexc.names, mexc.websites, mexc.country) == (("MEXC",), ("https://www.mexc.com/",), "NL")
    assert (mexc.since, mexc.authority) == (date(2025, 9, 16), "Netherlands Authority for the Financial Markets (AFM)")
    assert mexc.ground.startswith("MEXC Global provides crypto-asset services in the Netherlands without")


def test_a_ground_that_was_not_said_is_empty_and_not_the_word_none():
    warnings, _ = read_ncasps(FILE.read_bytes(), file=FILE.name)
    assert {each.ground for each in warnings if each.name != "MEXC Global"} == {""}


def test_a_firm_that_was_warned_of_twice_has_two_warnings():
    warnings, _ = read_ncasps(FILE.read_bytes(), file=FILE.name)
    assert len([each for each in warnings if each.name == "Dobibo"]) == 2
    assert len({each.warning for each in warnings}) == len(warnings)


def test_a_warning_keeps_its_identifier_however_its_website_is_written_and_whoever_stands_before_it():
    (first,), _ = read_ncasps(one_row(), file="f.csv")
    (second,), _ = read_ncasps(one_row(ae_website="https://WWW.dobibo.com/"), file="g.csv")
    assert first.warning == second.warning
    (other,), _ = read_ncasps(one_row(ae_website="dobibo.net"), file="g.csv")
    assert other.warning != first.warning


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ae_lei_name": " ", "ae_commercial_name": ""}, "ae_lei_name"),
        ({"ae_competentAuthority": ""}, "ae_competentAuthority"),
        ({"ae_decision_date": "2025-02-12"}, "ae_decision_date"),
        ({"ae_decision_date": "31/02/2025"}, "ae_decision_date"),
    ],
)
def test_a_row_that_cannot_be_true_is_refused_by_its_field(changed, field):
    warnings, faults = read_ncasps(one_row(**changed), file="f.csv")
    assert warnings == ()
    assert [(each.row, each.field, each.refused) for each in faults] == [(1, field, True)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ae_lei": "5299005V5GBSN2A4C304"}, "ae_lei"),
        ({"ae_lei_cou_code": "XX"}, "ae_lei_cou_code"),
        ({"ae_infrigment": "Perhaps"}, "ae_infrigment"),
        ({"ae_lastupdate": ""}, "ae_lastupdate"),
        ({"ae_website": "javascript:alert(1)"}, "ae_website"),
        ({"ae_commercial_name": "Dob\ufffdbo"}, "ae_commercial_name"),
        ({"ae_commercial_name": "\u202eobiboD"}, "ae_commercial_name"),
    ],
)
def test_a_row_that_somebody_should_look_at_is_taken_without_what_is_wrong(changed, field):
    (warning,), faults = read_ncasps(one_row(**changed), file="f.csv")
    assert [(each.field, each.refused) for each in faults] == [(field, False)]
    assert (warning.lei, warning.country) == ("", "")
    assert "javascript:alert(1)" not in warning.websites
    assert all(name.isprintable() for name in (warning.name, *warning.names))


def test_a_firm_that_is_named_by_its_commercial_name_alone_is_taken():
    (warning,), faults = read_ncasps(one_row(ae_lei_name="", ae_commercial_name="Dobibo | Dob"), file="f.csv")
    assert (warning.name, warning.names, faults) == ("Dobibo", ("Dob",), ())


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2", b"\xff\xfe", one_row() + b"\n1,2"])
def test_a_file_that_is_no_register_of_warnings_is_refused_whole(content):
    with pytest.raises(NotARegisterError):
        read_ncasps(content, file="f.csv")
