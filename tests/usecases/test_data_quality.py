"""Data quality from real files: counted once as they come in, scored per filer and month, explained, never deciding."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rugsat.domain.returns.filing import Filing
from rugsat.operations.intake.file_return import file_return
from rugsat.store.api_access.receiving import office_lake, receiving_office
from rugsat.store.outbox.models import Entry
from rugsat.store.quality.models import FilingMeasure
from rugsat.store.queries import quality
from rugsat.usecases.measure_filings import measure_filings
from rugsat.usecases.pass_day import pass_day
from tests.usecases.people import Office, approve

READINGS = "connection,meter,began,interval_s,energy_wh,estimated\n"


def readings(month: str, *, good: int, estimated: int, bad: int = 0) -> bytes:
    """Readings of one connection, hour by hour; the bad ones have no energy that could be."""
    rows = []
    for hour in range(good + estimated + bad):
        began = f"{month}-{hour // 24 + 1:02}T{hour % 24:02}:00:00+05:00"
        energy = "-1" if hour >= good + estimated else "1200"
        rows.append(f"MR-0001,M-1,{began},3600,{energy},{'true' if good <= hour < good + estimated else 'false'}\n")
    return (READINGS + "".join(rows)).encode()


@pytest.fixture
def filers(office: Office) -> Office:
    """The grid of Mary is an approved provider, and so owes readings; Karakum owes returns of miners."""
    approve(office, "grid-mary", "approved_energy_provider")
    approve(office, "karakum", "mining_registration")
    return office


def put(office: Office, folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    receiving = receiving_office(office.now)
    done = file_return(receiving, path, filing=Filing.of_file(name), received_at=office.now, recorded_at=office.now)
    assert done.receipt is not None
    return done.receipt.status.value


def counted(office: Office) -> int:
    return int(measure_filings(office.call("register"), lake=office_lake()).told["filings"])


def component(line: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in line["components"] if each["component"] == name)


def test_a_filing_is_counted_once_from_its_receipt_and_its_rows(filers: Office, tmp_path: Path):
    before = Entry.objects.count()
    file = readings("2026-02", good=80, estimated=15, bad=5)
    assert put(filers, tmp_path, "grid-mary.meter_readings.2026-02.csv", file) == "PART"
    assert (counted(filers), counted(filers)) == (1, 0)
    row = FilingMeasure.objects.get()
    assert (row.sender, row.month, row.kind, row.taken) == ("grid-mary", "2026-02", "original", True)
    assert (row.rows, row.faults, row.flagged_rows, row.estimated_rows) == (100, 5, 95, 15)
    assert (str(row.received_on), row.due) == ("2026-03-02", None)
    # Nothing is decided by counting, so nothing is logged.
    assert Entry.objects.count() == before


def test_the_day_counts_what_came_in(filers: Office, tmp_path: Path):
    put(filers, tmp_path, "grid-mary.meter_readings.2026-02.csv", readings("2026-02", good=4, estimated=0))
    assert pass_day(at=filers.now) == []
    assert FilingMeasure.objects.count() == 1


def test_a_month_is_scored_and_every_point_that_is_off_is_explained(filers: Office, tmp_path: Path):
    put(filers, tmp_path, "grid-mary.meter_readings.2026-02.csv", readings("2026-02", good=80, estimated=15, bad=5))
    put(filers, tmp_path, "grid-mary.meter_readings.2026-02.correction.csv", readings("2026-02", good=97, estimated=3))
    put(filers, tmp_path, "grid-mary.connection_points.2026-02.csv", b"\x00\x01\x02")
    counted(filers)
    told = quality.filer(sender="grid-mary", now=filers.now, months=1 + 1)
    february = next(each for each in told["months"] if each["month"] == "2026-02")
    assert february["filings"] == 3
    found = {each["component"]: (each["count"], each["of"], each["points"]) for each in february["components"]}
    # 5 faults of 200 rows are 2.5 of a hundred; one of three files was refused; one of two taken is a correction; of
    # the rows that stand 3 of 100 are estimated.
    assert {name: found[name] for name in ("faults", "refusals", "corrections", "estimates")} == {
        "faults": (5, 200, 15),
        "refusals": (1, 3, 20),
        "corrections": (1, 2, 15),
        "estimates": (3, 100, 5),
    }
    off = sum(each["points"] or 0 for each in february["components"])
    assert february["score"] == 100 - off
    assert component(february, "faults")["observed"] == "2.5"
    assert component(february, "faults")["rests_on"].startswith("quality.fault_points (demonstration): ")
    assert (told["demonstration"], told["decides"], told["asleep"]) == (True, False, {})
    assert "Nothing follows from it" in told["formula"]


def test_a_return_that_is_owed_and_missing_is_later_every_day(filers: Office):
    filers.wait(60)
    told = quality.filer(sender="karakum", now=filers.now, months=4)
    by_month = {each["month"]: component(each, "lateness") for each in told["months"]}
    assert by_month["2026-02"]["count"] > by_month["2026-03"]["count"] > 0
    assert by_month["2026-02"]["points"] == by_month["2026-02"]["most"] == 20
    filers.wait(1)
    later = quality.filer(sender="karakum", now=filers.now, months=5)
    again = next(each for each in later["months"] if each["month"] == "2026-02")
    assert component(again, "lateness")["count"] == by_month["2026-02"]["count"] + by_month["2026-02"]["of"]


def test_filers_are_ordered_by_what_needs_work_first(filers: Office, tmp_path: Path):
    put(filers, tmp_path, "grid-mary.meter_readings.2026-02.csv", readings("2026-02", good=30, estimated=0, bad=30))
    put(filers, tmp_path, "karakum.meter_readings.2026-02.csv", b"")
    counted(filers)
    told = quality.filers(now=filers.now, months=2)
    scores = [each["score"] for each in told["filers"]]
    assert scores == sorted(scores)
    assert {each["sender"] for each in told["filers"]} >= {"grid-mary", "karakum"}
    assert told["months_asked"] == ["2026-02", "2026-03"]


def test_without_an_act_there_are_figures_and_no_score(filers: Office, tmp_path: Path, settings):
    put(filers, tmp_path, "grid-mary.meter_readings.2026-02.csv", readings("2026-02", good=5, estimated=5))
    counted(filers)
    settings.DEMONSTRATION = ()
    told = quality.filer(sender="grid-mary", now=filers.now, months=2)
    february = next(each for each in told["months"] if each["month"] == "2026-02")
    assert february["score"] is None
    assert component(february, "estimates")["observed"] == "50"
    assert set(told["asleep"]) == {"faults", "refusals", "corrections", "lateness", "estimates"}
    assert told["demonstration"] is False


def test_the_questions_do_not_grow_with_the_filings(filers: Office, tmp_path: Path):
    def questions() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as all_filers:
            quality.filers(now=filers.now)
        with CaptureQueriesContext(connection) as one_filer:
            quality.filer(sender="grid-mary", now=filers.now)
        return len(all_filers), len(one_filer)

    few = questions()
    template = {"period": "2026-02", "month": "2026-02", "return_name": "meter_readings", "kind": "original"}
    FilingMeasure.objects.bulk_create(
        FilingMeasure(
            filing=f"{number:016}",
            commit=1_000 + number,
            sender=f"sender-{number % 50}",
            part=str(number),
            taken=True,
            rows=100,
            faults=number % 7,
            received_on=filers.now.date(),
            **template,
        )
        for number in range(500)
    )
    assert questions() == few == (2, 2)
