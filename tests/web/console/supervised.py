"""An office whose lake holds filings and a run that it has taken up; or that has one finding and no lake."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings

from rugsat.evidence.engines.polars_engine import PolarsEngine
from rugsat.evidence.lake.lake import Lake
from rugsat.operations.cycle.cycle import Question, supervise
from rugsat.operations.cycle.run import write_run
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.kept_law import law_in_force
from rugsat.usecases.take_up_run import take_up_run
from tests.usecases.people import Office

STARTED = datetime(2026, 4, 3, 6, tzinfo=UTC)


def supervised(office: Office, filed: Lake, *, checks: tuple[str, ...] = ()) -> Path:
    """Put the lake into the office, ask the checks, take the run up. The folder of the run."""
    office.now = max(office.now, STARTED)
    folder = settings.OFFICE / "lake"
    shutil.copytree(filed.folder, folder)
    lake = Lake.open(folder)
    run = supervise(
        lake, law_in_force(), Question(on=date(2026, 3, 31), checks=checks), PolarsEngine(), started=office.now
    )
    written = write_run(run, lake.runs, {})
    take_up_run(office.call("serdar"), folder=written)
    return written


def an_open_finding() -> OfficeFinding:
    """A finding about a site of Karakum, as a run on 2 March has left it."""
    return OfficeFinding.objects.create(
        finding="a" * 64,
        check_name="power_above_licensed_capacity",
        subject="site:karakum-1",
        status="open",
        first_day=date(2026, 3, 1),
        last_day=date(2026, 3, 2),
        standing="verified",
        lifecycle="stable",
        says={},
        first_run="r",
        last_run="r",
    )
