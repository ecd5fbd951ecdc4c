"""Green Button: the real sample gives its rows; what a reading does not say plainly is named or refused."""

import gzip
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from rugsat.operations.intake.parse import espi
from rugsat.operations.intake.parse.batch import FileRefusedError, Header
from rugsat.operations.intake.parse.espi_catalogue import ConnectionName
from rugsat.operations.intake.parse.limits import Limits
from tests.operations.intake.parse.reading import Read, header_of, read_all

SAMPLES = Path(__file__).parents[3] / "data" / "greenbutton"
SAMPLE, BAD_TWIN = SAMPLES / "1hrLP_32Days.xml", SAMPLES / "1hrLP_32DaysM_D000_BAD.xml"
HEADER = Header(espi.COLUMNS, frozenset(espi.COLUMNS))
_ESPI = "{http://naesb.org/espi}"


def read(path: Path) -> Read:
    return read_all(espi.read, path, HEADER)


def entry(kind: str, place: str, up: str, body: str, *related: str) -> str:
    links = "".join(f'<link rel="related" href="{href}"/>' for href in related)
    return (
        f'<entry><id>urn:uuid:{place}</id><link rel="self" href="{place}"/><link rel="up" href="{up}"/>{links}'
        f'<title>title of {place}</title><content><{kind} xmlns="http://naesb.org/espi">{body}</{kind}></content></entry>'
    )


def reading(value: str = "<value>5</value>", start: str = "<start>1769792400</start>", quality: str = "") -> str:
    period = f"<timePeriod><duration>3600</duration>{start}</timePeriod>"
    return f"<IntervalReading>{quality}{period}{value}</IntervalReading>"


TYPE = "<flowDirection>1</flowDirection><uom>72</uom>"


def feed(*readings: str, kind: str = TYPE, point: str = "", extra: str = "") -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom">'
        + entry("UsagePoint", "a/UsagePoint/MRY-7", "a/UsagePoint", point)
        + entry("IntervalBlock", "b/1", "a/MeterReading/M1/IntervalBlock", "".join(readings))
        + entry("MeterReading", "a/MeterReading/M1", "a/UsagePoint/MRY-7/MeterReading", "", "x", "ReadingType/1")
        + entry("ReadingType", "ReadingType/1", "ReadingType", kind)
        + extra
        + "</feed>"
    )


def written(path: Path, content: str) -> Path:
    path = path / "file.xml"
    path.write_text(content)
    return path


def test_the_real_sample_gives_as_many_rows_and_watt_hours_as_counted_another_way() -> None:
    counted = [int(found.findtext(f"{_ESPI}value")) for found in ET.parse(SAMPLE).iter(f"{_ESPI}IntervalReading")]
    found = read(SAMPLE)
    assert found.faults.is_empty()
    assert found.rows.height == len(counted) == 768
    assert found.rows["energy_wh"].str.to_integer().sum() == sum(counted) == 2_354_843
    assert found.rows.row(0) == ("01", "01", "2012-04-01T04:00:00Z", "3600", "2745", "false", 1)


def test_its_bad_twin_is_refused_with_what_was_expected() -> None:
    with pytest.raises(FileRefusedError, match="root element is 'xyz'; expected was a Green Button file"):
        read(BAD_TWIN)


def test_a_packed_sample_is_read_alike(tmp_path: Path) -> None:
    (tmp_path / "file.xml.gz").write_bytes(gzip.compress(SAMPLE.read_bytes()))
    assert read(tmp_path / "file.xml.gz").rows.equals(read(SAMPLE).rows)


def test_a_value_is_multiplied_by_its_power_of_ten_exactly(tmp_path: Path) -> None:
    for power, value, energy in (("0", "5", "5"), ("3", "5", "5000"), ("-3", "5000", "5"), ("6", "-2", "-2000000")):
        kind = f"{TYPE}<powerOfTenMultiplier>{power}</powerOfTenMultiplier>"
        found = read(written(tmp_path, feed(reading(f"<value>{value}</value>"), kind=kind)))
        assert found.rows.row(0) == ("MRY-7", "M1", "2026-01-30T17:00:00Z", "3600", energy, "false", 1)


def test_the_quality_of_a_reading_says_whether_it_was_estimated(tmp_path: Path) -> None:
    def quality(*codes: int) -> str:
        return "".join(f"<ReadingQuality><quality>{code}</quality></ReadingQuality>" for code in codes)

    given = [quality(0), quality(8), quality(0, 9), quality(17), quality(7), ""]
    path = written(tmp_path, feed(*(reading(quality=each) for each in given)))
    assert read(path).rows["estimated"].to_list() == ["false", "true", "true", "false", "true", "false"]
    path = written(tmp_path, feed(reading(), kind=f"{TYPE}<defaultQuality>8</defaultQuality>"))
    assert read(path).rows["estimated"].to_list() == ["true"]


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (reading(start=""), "began"),
        (reading(start="<start>yesterday</start>"), "began"),
        (reading(start="<start>1</start><start>2</start>"), "began"),
        (reading(start="<start>999999999999999</start>"), "began"),
        (reading(start="<start>-1</start>"), "began"),
        (reading("<value>1.5</value>"), "energy_wh"),
        (reading(""), "energy_wh"),
        (reading("<value>9999999999999999999</value>"), "energy_wh"),
        (reading(quality="<ReadingQuality><quality>99</quality></ReadingQuality>"), "estimated"),
        (reading().replace("<duration>3600</duration>", ""), "interval_s"),
    ],
)
def test_a_reading_that_does_not_say_what_it_must_is_a_fault_of_its_row(bad: str, field: str, tmp_path: Path) -> None:
    found = read(written(tmp_path, feed(reading(), bad, reading())))
    assert found.rules == [(2, field, "espi")]
    assert found.rows["row"].to_list() == [1, 3]


def test_half_a_watt_hour_is_a_fault(tmp_path: Path) -> None:
    kind = f"{TYPE}<powerOfTenMultiplier>-1</powerOfTenMultiplier>"
    found = read(written(tmp_path, feed(reading("<value>15</value>"), reading("<value>20</value>"), kind=kind)))
    assert found.rules == [(1, "energy_wh", "espi")]
    assert found.rows["energy_wh"].to_list() == ["2"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (feed(reading(), kind=TYPE.replace("72", "38")), "uom '38'; only 72"),
        (feed(reading(), kind="<uom>72</uom>"), "flowDirection ''; only 1"),
        (feed(reading(), kind=TYPE.replace("<flowDirection>1", "<flowDirection>19")), "flowDirection '19'; only 1"),
        (feed(reading(), kind=f"{TYPE}<accumulationBehaviour>1</accumulationBehaviour>"), "accumulationBehaviour '1'"),
        (feed(reading(), kind=f"{TYPE}<powerOfTenMultiplier>1e9</powerOfTenMultiplier>"), "write -12 to 12"),
        (feed(reading(), point="<ServiceCategory><kind>1</kind></ServiceCategory>"), "service kind '1'"),
        (feed(), "no IntervalReading"),
        (feed(reading()).replace('href="ReadingType/1"', 'href="ReadingType/2"', 1), "linked to 0 ReadingTypes"),
        (feed(reading()).replace("M1/IntervalBlock", "M2/IntervalBlock"), "no MeterReading of the file"),
        (feed(reading()).replace("MRY-7/MeterReading", "MRY-8/MeterReading"), "no UsagePoint of the file"),
        (feed(reading(), extra=entry("UsagePoint", "b/UsagePoint/MRY-7", "", "")), "does not name each connection"),
        (feed(reading(), extra=entry("UsagePoint", "a/UsagePoint/MRY-7", "", "")), "two entries of UsagePoint"),
        (feed(reading(), extra=f'<x xmlns="http://naesb.org/espi">{reading()}</x>'), "no MeterReading of the file"),
        (feed(reading()).replace("</id>", "</id><entry/>", 1), "inside another one"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"/>', "no UsagePoint"),
        ("<feed/>", "root element is 'feed'"),
        (feed(reading())[:-100], "half a file"),
        (feed(reading())[:500], "half a file"),
        ("", "half a file"),
        (feed(reading()).replace("<value>5", "<value>&x;5"), "XML is broken"),
        ('<?xml version="1.0" encoding="windows-1251"?>' + feed(reading()), "write it in UTF-8"),
    ],
)
def test_a_feed_that_means_something_else_is_refused(content: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match=reason):
        read(written(tmp_path, content))


def test_the_connection_can_be_named_by_title_or_id(tmp_path: Path) -> None:
    path = written(tmp_path, feed(reading()))
    for place, name in (
        (ConnectionName.TITLE, "title of a/UsagePoint/MRY-7"),
        (ConnectionName.ID, "urn:uuid:a/UsagePoint/MRY-7"),
        (ConnectionName.LINK, "MRY-7"),
    ):
        batch = next(espi.read(path, header=HEADER, limits=Limits(), connection_in=place))
        assert batch.rows["connection"].to_list() == [name]


def test_another_return_cannot_be_filed_as_green_button() -> None:
    with pytest.raises(FileRefusedError, match="meter readings only"):
        read_all(espi.read, SAMPLE, header_of("a", "b"))


def test_batches_are_small_and_keep_their_rows() -> None:
    found = read_all(espi.read, SAMPLE, HEADER, Limits(batch_rows=50))
    assert found.rows["row"].to_list() == list(range(1, 769))
