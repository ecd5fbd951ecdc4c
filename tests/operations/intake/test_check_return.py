"""A file is judged as a whole: accepted, in part or rejected, with every fault in the fault file."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from bench.intake import ours
from bench.intake.generate import ONE_FAULT_IN, generate
from rugsat.domain.returns.filing import Filing
from rugsat.domain.returns.receipt import Receipt, Receiving
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.period import ReportingPeriod
from rugsat.operations.intake.check_return import Judging, check_return
from rugsat.operations.intake.faults import FaultFile
from rugsat.operations.intake.parse.limits import Limits

HEADER = "tx_id,casp_lei,client_lei,side,dti,qty,price,ccy,amount,country,ts\n"
ROW = "{id},5493001KJTIIGC8Y1R12,5493001KJTIIGC8Y1R12,BUYI,V15WLZJMF,2,3.50,USD,7.00,TM,2026-01-15T10:32:07Z\n"
RECEIVING = Receiving(received_at=datetime(2026, 2, 1, tzinfo=UTC), rule_pack="test")


def rows(*ids: str) -> str:
    return HEADER + "".join(ROW.format(id=each) for each in ids)


def setting() -> Setting:
    return Setting(definition=ours.definition(), period=ReportingPeriod.parse("2026-01"))


def check(
    folder: Path, content: str | bytes, name: str = "a.trade_reports.2026-01.csv"
) -> tuple[Receipt, list[list[str]]]:
    path, faults = folder / name, folder / "faults.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    receipt = check_return(path, setting(), filing=Filing.of_file(name), receiving=RECEIVING, faults_to=faults)
    with faults.open(newline="") as file:
        return receipt, list(csv.reader(file))[1:]


def test_a_good_file_is_accepted(tmp_path):
    receipt, faults = check(tmp_path, rows("T1", "T2"))
    assert (receipt.status, receipt.rows, receipt.rejected_rows, faults) == ("ACPT", 2, 0, [])
    assert [rule.id for rule in receipt.not_checked] == ["casp_lei.registered"]


def test_good_rows_are_taken_where_others_are_bad(tmp_path):
    receipt, faults = check(tmp_path, rows("T1", "T2", "T1", "T2") + "T5,x\n" + ROW.format(id="T6").replace("TM", "QQ"))
    assert (receipt.status, receipt.rows, receipt.rejected_rows) == ("PART", 6, 4)
    assert sorted((int(fault[0]), fault[3]) for fault in faults) == [
        (3, "tx_id.unique"), (4, "tx_id.unique"), (5, "short_row"), (6, "country.country"),
    ]  # fmt: skip
    assert {rule.id: rule.faults for rule in receipt.checked if rule.faults} == {
        "tx_id.unique": 2, "short_row": 1, "country.country": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "status", "says"),
    [
        ("a.trade_reports.2026-01.csv", "", "RJCT", "name it a.trade_reports.2026-01.nil.csv"),
        ("a.trade_reports.2026-01.north.csv", "", "RJCT", "name it a.trade_reports.2026-01.nil.north.csv"),
        ("a.trade_reports.2026-01.csv", HEADER, "RJCT", "no rows"),
        ("a.trade_reports.2026-01.csv", HEADER.replace("side", "sides"), "RJCT", "unknown columns: 'sides'"),
        ("a.trade_reports.2026-01.nil.csv", HEADER, "RJCT", "is not empty"),
        ("a.trade_reports.2026-01-05.csv", HEADER, "INCF", "filed by month"),
        ("a.trade_reports.2026-01.csv", "\ufeff" + HEADER + "x\n", "RJCT", ""),
        ("a.trade_reports.2026-01.csv.gz", b"\x1f\x8b\x08\0half", "CRPT", "half a file"),
    ],
)
def test_a_file_whose_structure_is_unknown_is_rejected_whole(tmp_path, name, content, status, says):
    receipt, _ = check(tmp_path, content, name)
    assert (receipt.status, receipt.accepted) == (status, False)
    assert says in receipt.refusal


def test_a_nil_return_is_an_empty_file(tmp_path):
    receipt, _ = check(tmp_path, "", "a.trade_reports.2026-01.nil.csv")
    assert (receipt.status, receipt.rows) == ("ACPT", 0)


def test_the_fault_file_is_safe_to_open(tmp_path):
    content = rows("=1+1|cmd", "-5", "@x\x1b[31m", "y" * 300 + " ", "-1+1")
    _, faults = check(tmp_path, content)
    assert {fault[0]: fault[2] for fault in faults} == {
        "1": "'=1+1|cmd", "3": "'@x\\x1b[31m", "4": "y" * 120, "5": "'-1+1",
    }  # fmt: skip


def test_all_planted_faults_of_a_trade_return_are_named_and_no_others(tmp_path):
    path, faults = tmp_path / "trades.csv", tmp_path / "faults.csv"
    planted = generate(path, 13 * ONE_FAULT_IN)
    receipt = ours.judge(path, faults)
    assert ours.missed(path, faults) == 0
    assert receipt.fault_count == len(planted) > 12
    assert json.loads(faults.with_suffix(".receipt.json").read_text())


def test_kept_frames_are_the_good_rows_less_the_duplicates(tmp_path):
    path = tmp_path / "a.trade_reports.2026-01.csv"
    ids = [f"T{number % 90}" for number in range(100)]
    path.write_text(rows(*ids).replace("T7,5493001KJTIIGC8Y1R12", "T7,5493001KJTIIGC8Y1R13", 1))
    with FaultFile(tmp_path / "faults.csv") as faults:
        judging = Judging(path, setting(), Filing.of_file(path.name), faults, Limits(batch_bytes=1000))
        frames = list(judging.frames())
        receipt = judging.receipt(RECEIVING)
    kept = pl.concat(frames)
    kept = kept.filter(~pl.col("row").is_in(judging.dropped.implode()))
    assert len(frames) > 5
    assert kept["row"].to_list() == [row for row in range(1, 91) if row != 8]
    assert receipt.rows - receipt.rejected_rows == kept.height


def test_the_same_is_said_whatever_the_size_of_a_batch(tmp_path):
    path = tmp_path / "a.trade_reports.2026-01.csv"
    path.write_text(rows(*(f"T{number % 77}" for number in range(200))) + "x\n" + ROW.format(id="=1"))
    said = set()
    for size in (500, 4_000, 1 << 20):
        faults_to = tmp_path / "faults.csv"
        with FaultFile(faults_to) as faults:
            judging = Judging(path, setting(), Filing.of_file(path.name), faults, Limits(batch_bytes=size))
            list(judging.frames(keep=False))
            receipt = judging.receipt(RECEIVING)
        said.add(
            (receipt.status, receipt.rows, receipt.rejected_rows, "\n".join(sorted(faults_to.read_text().split("\n"))))
        )
    assert len(said) == 1


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    path = tmp_path / "a.trade_reports.2026-01.csv"
    path.write_text(rows("1"))
    with FaultFile(tmp_path / "faults.csv") as faults:
        judging = Judging(path, setting(), Filing.of_file(path.name), faults, Limits())
        for _ in judging.frames():
            path.write_text(rows("1", "2"))
        receipt = judging.receipt(RECEIVING)
    assert (receipt.status, receipt.accepted) == ("CRPT", False)
    assert "it changed while it was read" in receipt.refusal
