"""Rugsat judging the trade return: every fault named in a file, and a receipt."""

import json
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import polars as pl

from bench.intake.generate import PERIOD
from rugsat.domain.returns.filing import Filing
from rugsat.domain.returns.receipt import Receipt, Receiving
from rugsat.domain.returns.receipt_auth_031 import auth_031
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.period import ReportingPeriod
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.law.returns.load import definition_on, return_definitions
from rugsat.operations.intake.check_return import check_return

_NAME = "trade_reports"
_ADOPTION = """
form: trade_reports
since: 2026-01-01
filed_by: [exchange]
calendar: {every: month, due: null, kind: demonstration, source: {act: "The benchmark's own"}}
"""


def definition() -> ReturnDefinition:
    """The return as the law's own form says it, adopted for the benchmark."""
    form = files("rugsat").joinpath("law", "forms", f"{_NAME}.yaml").read_text(encoding="utf-8")
    texts = {f"forms/{_NAME}.yaml": form, f"returns/{_NAME}.yaml": _ADOPTION}
    found = return_definitions(texts, jurisdiction_code="tm", time_zone="Asia/Ashgabat")
    return definition_on(found, _NAME, date(2026, 1, 1))


def judge(path: Path, faults_to: Path) -> Receipt:
    """Judge the file, write its faults and its receipt."""
    period = ReportingPeriod.parse(PERIOD)
    registers = {"parties": pl.read_csv(path.with_suffix(".licensed.csv"))}
    setting = Setting(definition=definition(), period=period, registers=registers)
    filing = Filing(sender="bench", return_name=_NAME, period=period)
    receiving = Receiving(received_at=datetime(2026, 2, 1, tzinfo=UTC), rule_pack="benchmark")
    receipt = check_return(path, setting, filing=filing, receiving=receiving, faults_to=faults_to)
    faults_to.with_suffix(".receipt.json").write_text(json.dumps(auth_031(receipt)))
    return receipt


def missed(path: Path, faults_to: Path) -> int:
    """Planted faults that were not named, and named faults that were not planted."""
    planted = {(row, rule) for row, rule in json.loads(path.with_suffix(".planted.json").read_text())["faults"]}
    named = pl.read_csv(faults_to, columns=["row", "rule"])
    return len(planted ^ set(named.rows()))
