"""A filing is committed with its receipt and its line in the ledger, or it changes nothing at all."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from rugsat.domain.returns.filing import Filing
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack
from rugsat.law.returns.load import UnknownReturnError
from rugsat.operations.intake.file_return import Filed, Office, file_return
from rugsat.operations.load_register import load_register

HEADER = "connection,meter,began,interval_s,energy_wh,estimated\n"
NOW = datetime(2026, 2, 5, 6, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path, demo_pack: RulePack) -> Office:
    return Office(lake=Lake.create(tmp_path / "lake", jurisdiction="tm"), pack=demo_pack)


def row(hour: int, energy: object = 1000, connection: str = "C1") -> str:
    return f"{connection},M1,2026-01-15T{hour:02}:00:00+05:00,3600,{energy},false\n"


def filed(office: Office, tmp_path: Path, name: str, text: str) -> Filed:
    path = tmp_path / name
    path.write_text(text)
    return file_return(office, path, filing=Filing.of_file(name), received_at=NOW, recorded_at=NOW)


def energies(office: Office, commit: int | None = None) -> list[int]:
    files = office.lake.paths(office.lake.state(commit).of("meter_readings"))
    return sorted(pl.read_parquet(files)["energy_wh"]) if files else []


def ledger(office: Office) -> list[tuple[str, str]]:
    files = office.lake.paths(office.lake.state().of("filings"))
    return pl.read_parquet(files).sort("commit").select("kind", "status").rows()


def test_an_original_is_kept_with_its_locator(office: Office, tmp_path: Path) -> None:
    done = filed(office, tmp_path, "p.meter_readings.2026-01.csv", HEADER + row(1) + row(2, 2000))
    assert done.receipt is not None and done.receipt.status == "ACPT"
    kept = pl.read_parquet(office.lake.paths(office.lake.state().of("meter_readings"))).sort("row")
    assert kept.select("sender", "filing", "row", "load_w").rows() == [
        ("p", done.receipt.id[:16], 1, 1000),
        ("p", done.receipt.id[:16], 2, 2000),
    ]
    assert str(kept["legal_day"][0]) == "2026-01-15"
    assert (office.lake.folder / f"receipts/{done.receipt.id[:2]}/{done.receipt.id[:16]}.json").is_file()


def test_bad_rows_stay_out_and_are_named_in_the_fault_file(office: Office, tmp_path: Path) -> None:
    done = filed(office, tmp_path, "p.meter_readings.2026-01.csv", HEADER + row(1) + row(2, "many") + row(1))
    assert done.receipt is not None and done.receipt.status == "PART"
    assert energies(office) == [1000]
    assert done.faults is not None
    faults = pl.read_csv(done.faults, infer_schema=False)
    assert faults.select("row", "rule").rows() == [("2", "energy_wh.integer"), ("3", "connection+began.unique")]


def test_the_same_file_twice_is_recognised_and_changes_nothing(office: Office, tmp_path: Path) -> None:
    first = filed(office, tmp_path, "p.meter_readings.2026-01.csv", HEADER + row(1))
    again = filed(office, tmp_path, "p.meter_readings.2026-01.csv", HEADER + row(1))
    assert first.receipt is not None
    assert (again.receipt, again.known) == (None, first.receipt.id[:16])
    assert office.lake.state().number == 1


def test_a_file_that_is_rejected_twice_in_one_moment_is_entered_once(office: Office, tmp_path: Path) -> None:
    first = filed(office, tmp_path, "p.meter_readings.2026-01.csv", "no,such,columns\n1,2,3\n")
    assert first.receipt is not None and not first.receipt.accepted
    again = filed(office, tmp_path, "p.meter_readings.2026-01.csv", "no,such,columns\n1,2,3\n")
    assert (again.receipt, again.known) == (None, first.receipt.id[:16])
    assert ledger(office) == [("original", "RJCT")]


def test_while_a_file_is_judged_others_file(office: Office, tmp_path: Path) -> None:
    """The lock is taken to commit alone: a file that takes long keeps nobody waiting."""
    seen: list[str] = []

    def long(read: int, size: int) -> None:
        if not seen:
            seen.append("begun")
            done = filed(office, tmp_path, "q.meter_readings.2026-01.csv", HEADER + row(2, 2000, "C2"))
            assert done.receipt is not None and done.receipt.accepted

    path = tmp_path / "p.meter_readings.2026-01.csv"
    path.write_text(HEADER + row(1))
    filing = Filing.of_file(path.name)
    done = file_return(office, path, filing=filing, received_at=NOW, recorded_at=NOW, progress=long)
    assert done.receipt is not None and done.receipt.accepted
    assert energies(office) == [1000, 2000]
    assert ledger(office) == [("original", "ACPT"), ("original", "ACPT")]


def test_of_two_originals_that_are_judged_at_once_one_is_the_first(office: Office, tmp_path: Path) -> None:
    looks = 0

    def meanwhile(read: int, size: int) -> None:
        nonlocal looks
        looks += 1
        if looks == 1:
            filed(office, tmp_path / "other", "p.meter_readings.2026-01.csv", HEADER + row(2, 2000))

    (tmp_path / "other").mkdir()
    path = tmp_path / "p.meter_readings.2026-01.csv"
    path.write_text(HEADER + row(1))
    filing = Filing.of_file(path.name)
    done = file_return(office, path, filing=filing, received_at=NOW, recorded_at=NOW, progress=meanwhile)
    assert done.receipt is not None and not done.receipt.accepted
    assert "stands for this period" in done.receipt.refusal
    assert energies(office) == [2000]


def test_what_a_register_that_came_meanwhile_says_counts(office: Office, tmp_path: Path, demo_inputs: Path) -> None:
    def meanwhile(read: int, size: int) -> None:
        if not office.lake.state().of("register.parties"):
            load_register(office.lake, demo_inputs / "register", recorded_at=NOW)

    path = tmp_path / "p.meter_readings.2026-01.csv"
    path.write_text(HEADER + row(1))
    filing = Filing.of_file(path.name)
    done = file_return(office, path, filing=filing, received_at=NOW, recorded_at=NOW, progress=meanwhile)
    assert done.receipt is not None and "the register does not know 'p'" in done.receipt.refusal
    assert energies(office) == []
    assert list((office.lake.folder / "aside").iterdir()) == []


def test_what_a_program_that_died_had_set_aside_goes_with_the_next(office: Office, tmp_path: Path) -> None:
    dead = office.lake.folder / "aside" / "dead"
    dead.mkdir(parents=True)
    (dead / "kept.parquet").write_bytes(b"x")
    with office.lake.aside() as mine, office.lake.aside() as other:
        assert mine.is_dir() and other.is_dir()
        assert not dead.exists()


def test_a_second_original_is_refused_and_a_part_of_its_own_is_not(office: Office, tmp_path: Path) -> None:
    filed(office, tmp_path, "p.meter_readings.2026-01.csv", HEADER + row(1))
    second = filed(office, tmp_path, "p.meter_readings.2026-01.csv", HEADER + row(2))
    assert second.receipt is not None and not second.receipt.accepted
    assert "file a correction instead" in second.receipt.refusal
    part = filed(office, tmp_path, "p.meter_readings.2026-01.north.csv", HEADER + row(2, connection="C2"))
    assert part.receipt is not None and part.receipt.accepted
    assert energies(office) == [1000, 1000]


def test_a_correction_replaces_the_whole_filing_and_then_stays_readable(office: Office, tmp_path: Path) -> None:
    filed(office, tmp_path, "p.meter_readings.2026-01.csv", HEADER + row(1) + row(2))
    filed(office, tmp_path, "p.meter_readings.2026-01.correction.csv", HEADER + row(1, 5))
    assert energies(office) == [5]
    assert energies(office, 1) == [1000, 1000]
    filed(office, tmp_path, "p.meter_readings.2026-01.correction.csv", HEADER + row(1, 6))
    assert energies(office) == [6]


def test_a_rejected_correction_leaves_what_it_should_have_replaced(office: Office, tmp_path: Path) -> None:
    filed(office, tmp_path, "p.meter_readings.2026-01.csv", HEADER + row(1))
    bad = filed(office, tmp_path, "p.meter_readings.2026-01.correction.csv", HEADER + row(1, "x"))
    assert bad.receipt is not None and bad.receipt.status == "RJCT"
    assert energies(office) == [1000]
    assert ledger(office) == [("original", "ACPT"), ("correction", "RJCT")]


def test_a_correction_or_cancellation_of_nothing_is_refused(office: Office, tmp_path: Path) -> None:
    for name, text in (
        ("p.meter_readings.2026-01.correction.csv", HEADER + row(1)),
        ("p.meter_readings.2026-01.cancellation.csv", ""),
    ):
        done = filed(office, tmp_path, name, text)
        assert done.receipt is not None and "file an original instead" in done.receipt.refusal


def test_after_a_cancellation_an_original_may_come_again(office: Office, tmp_path: Path) -> None:
    filed(office, tmp_path, "p.meter_readings.2026-01.csv", HEADER + row(1))
    filed(office, tmp_path, "p.meter_readings.2026-01.cancellation.csv", "")
    assert energies(office) == []
    again = filed(office, tmp_path, "p.meter_readings.2026-01.csv", HEADER + row(1))
    assert again.receipt is not None and again.receipt.accepted
    assert energies(office) == [1000]


def test_a_nil_return_is_accepted_and_entered(office: Office, tmp_path: Path) -> None:
    done = filed(office, tmp_path, "p.meter_readings.2026-01.nil.csv", "")
    assert done.receipt is not None and done.receipt.accepted
    assert ledger(office) == [("nil", "ACPT")]


def test_a_return_that_the_jurisdiction_does_not_have_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UnknownReturnError, match="there is no return 'weather'"):
        filed(office, tmp_path, "p.weather.2026-01.csv", HEADER)
    assert office.lake.state().number == 0


def test_the_legal_day_is_that_of_the_jurisdiction(office: Office, tmp_path: Path) -> None:
    text = HEADER + "C1,M1,2026-01-14T20:30:00Z,3600,1,false\n"
    filed(office, tmp_path, "p.meter_readings.2026-01.csv", text)
    (entry,) = office.lake.state().of("meter_readings")
    assert str(entry.legal_day) == "2026-01-15"


MINER = "authorisation,month,asset,algorithm,energy_wh,coins,pool_fees,coins_received,pool_scheme,pool,hash_rate_th_s,"
MINER += "uptime_s,machines,coins_sold,coins_sold_at_home\n"


def month_of(authorisation: str) -> str:
    return MINER + f"{authorisation},2026-01,V15WLZJMF,sha256d,1,1,0,1,fpps,pool,1,1,1,0,0\n"


@pytest.fixture
def registered(office: Office, demo_inputs: Path) -> Office:
    load_register(office.lake, demo_inputs / "register", recorded_at=NOW)
    return office


def test_a_firm_files_for_itself(registered: Office, tmp_path: Path) -> None:
    done = filed(registered, tmp_path, "altyn.mining_monthly.2026-01.csv", month_of("TM-MIN-0001"))
    assert done.receipt is not None and done.receipt.accepted


def test_a_firm_that_files_for_another_is_named_in_every_row(registered: Office, tmp_path: Path) -> None:
    done = filed(registered, tmp_path, "altyn.mining_monthly.2026-01.csv", month_of("TM-MIN-0002"))
    assert done.receipt is not None and not done.receipt.accepted
    assert [rule.id for rule in done.receipt.checked if rule.faults] == ["authorisation.own"]


@pytest.mark.parametrize(
    ("sender", "said"),
    [("nobody", "does not know 'nobody'"), ("mary-energo", "is filed by miner, and 'mary-energo' is none")],
)
def test_a_sender_that_is_unknown_or_in_no_such_role_is_refused(
    registered: Office, tmp_path: Path, sender: str, said: str
) -> None:
    done = filed(registered, tmp_path, f"{sender}.mining_monthly.2026-01.csv", month_of("TM-MIN-0001"))
    assert done.receipt is not None and not done.receipt.accepted
    assert said in done.receipt.refusal


def test_a_firm_files_no_rates_and_no_meters(registered: Office, tmp_path: Path) -> None:
    for name in ("reference_series.2026-Q1", "meter_readings.2026-01"):
        done = filed(registered, tmp_path, f"altyn.{name}.csv", HEADER + row(1))
        assert done.receipt is not None and "'altyn' is none" in done.receipt.refusal
