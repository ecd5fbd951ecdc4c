"""Files filed in turn come to what they come to one by one, though those behind are judged while one is committed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import polars as pl
import pytest

from rugsat.domain.returns.filing import Filing
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack
from rugsat.operations.intake import in_turn
from rugsat.operations.intake.check_return import Progress
from rugsat.operations.intake.file_return import Filed, Office, file_return
from rugsat.operations.intake.in_turn import InTurn

HEADER = "connection,meter,began,interval_s,energy_wh,estimated\n"
NOW = datetime(2026, 2, 5, 6, tzinfo=UTC)


def row(hour: int, energy: object = 1000) -> str:
    return f"C1,M1,2026-01-15T{hour:02}:00:00+05:00,3600,{energy},false\n"


FILES = {
    "a.meter_readings.2026-01.csv": HEADER + row(1),
    "a.meter_readings.2026-01.x.csv": HEADER + row(2, "many"),
    "b.meter_readings.2026-01.csv": HEADER + row(1) + row(2, "many"),
    "a.meter_readings.2026-01.correction.csv": HEADER + row(1, 7000),
    "c.meter_readings.2026-01.correction.csv": HEADER + row(1),
    "no return at all.csv": "",
    "c.meter_readings.2026-01.csv": HEADER + row(3),
    "c.meter_readings.2026-01.cancellation.csv": "",
    "d.nothing_like_it.2026-01.csv": HEADER + row(3),
}
"""In this order: each of several rests on what became of one before it."""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "filings"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    paths = [folder / name for name in FILES]
    # The same file once more, behind itself, and one that is not there.
    return [paths[0], *paths, folder / "gone.meter_readings.2026-01.csv"]


@pytest.fixture
def office(tmp_path: Path, demo_pack: RulePack) -> Office:
    return Office(lake=Lake.create(tmp_path / "lake", jurisdiction="tm"), pack=demo_pack)


def clock() -> Iterator[datetime]:
    return (NOW + timedelta(seconds=second) for second in count())


def in_turn_at(office: Office, paths: list[Path]) -> list[str]:
    ticks = clock()
    outcomes = InTurn(office, received_at=NOW, clock=lambda: next(ticks)).filed(paths)
    return [fate(outcome) for _, outcome in outcomes]


def one_by_one(office: Office, paths: list[Path]) -> list[str]:
    return [fate(alone(office, path)) for path in paths]


def alone(office: Office, path: Path) -> Filed | Exception:
    try:
        filing = Filing.of_file(path.name)
        return file_return(office, path, filing=filing, received_at=NOW, recorded_at=NOW)
    except Exception as error:
        return error


def fate(outcome: Filed | Exception) -> str:
    if isinstance(outcome, Exception):
        return "not filed"
    return outcome.receipt.id if outcome.receipt else f"known as {outcome.known}"


def kept(lake: Lake) -> list[tuple[str, int]]:
    files = lake.paths(lake.state().of("meter_readings"))
    return sorted(pl.read_parquet(files).select("sender", "energy_wh").rows())


def test_they_come_to_what_they_come_to_one_by_one(
    office: Office, files: list[Path], tmp_path: Path, demo_pack: RulePack
) -> None:
    other = Office(lake=Lake.create(tmp_path / "other", jurisdiction="tm"), pack=demo_pack)
    assert in_turn_at(office, files) == one_by_one(other, files)
    assert kept(office.lake) == kept(other.lake) == [("a", 7000), ("b", 1000)]
    entered = [[commit.note for commit in lake.commits()] for lake in (office.lake, other.lake)]
    assert entered[0] == entered[1]
    assert list((office.lake.folder / "aside").iterdir()) == []


def test_those_behind_are_judged_while_one_waits_for_the_lock(office: Office, files: list[Path]) -> None:
    begun: list[str] = []

    def told(path: Path) -> Progress:
        begun.append(path.name)
        return lambda _done, _size: None

    turn = InTurn(office, received_at=NOW, clock=lambda: NOW, progress=told).filed(files)
    next(turn)
    assert len(begun) > 1
    turn.close()  # type: ignore[attr-defined]  # it is a generator: who walks away from it leaves nothing behind
    assert list((office.lake.folder / "aside").iterdir()) == []
    assert office.lake.state().number == 1


def test_a_large_file_is_judged_alone(office: Office, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_turn, "_LARGE", 1)
    commits: list[int] = []

    def told(_path: Path) -> Progress:
        commits.append(office.lake.state().number)
        return lambda _done, _size: None

    wanted = [path for path in files if path.name.startswith(("a.", "b."))][1:]
    list(InTurn(office, received_at=NOW, clock=lambda: NOW, progress=told).filed(wanted))
    assert commits == [0, 1, 2, 3]


def test_without_a_moment_of_receipt_a_file_came_when_it_was_begun(office: Office, files: list[Path]) -> None:
    ticks = clock()
    outcomes = InTurn(office, received_at=None, clock=lambda: next(ticks)).filed(files[1:2])
    [(_, filed)] = outcomes
    assert isinstance(filed, Filed) and filed.receipt is not None
    assert filed.receipt.receiving.received_at == NOW
    assert office.lake.commit(1).recorded_at == NOW + timedelta(seconds=1)
