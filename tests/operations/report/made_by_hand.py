"""A run made by hand: all six checks, Turkmen subjects, 26 findings, demonstration law."""

import math
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import all_checks
from rugsat.domain.supervision.findings import Basis, completed, findings_of
from rugsat.domain.supervision.violations import RAW
from rugsat.evidence.schemas.findings import FINDINGS, VIOLATIONS
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.coverage import Coverage
from rugsat.operations.cycle.cycle import labels
from rugsat.operations.cycle.law_table import law_table
from rugsat.operations.cycle.run import Run, RunInputs

ZONE = ZoneInfo("Asia/Ashgabat")
SINCE, ON = date(2026, 1, 1), date(2026, 3, 15)
FILING = "9f2c61aa07d4"
Rows = list[dict[str, Any]]
Register = dict[str, pl.DataFrame]


def row(subject: str, first: date, observed: str | int, limit: str | int, unit: str, **more: Any) -> dict[str, Any]:
    """A raw violation of a day, or of what `more` says."""
    return {**dict.fromkeys(RAW), "subject": subject, "first_day": first, "last_day": first} | {
        "observed": Decimal(observed),
        "limit": Decimal(limit),
        "unit": unit,
        "class": "*",
        "zone": "*",
        **more,
    }


def _load(authorisation: str, began: datetime, *, intervals: int, licensed_kw: int, extra: float) -> Rows:
    rows = []
    for number in range(intervals):
        start = began + timedelta(minutes=30 * number)
        swing = 1 + 0.35 * math.sin(number / 7.3) ** 2 + 0.08 * math.sin(number * 2.1)
        watts = int(licensed_kw * 1000 * (1.06 + extra * swing))
        us = int(start.timestamp()) * 1_000_000
        rows.append(
            row(
                f"authorisation:{authorisation}",
                start.date(),
                watts,
                licensed_kw * 1000,
                "W",
                began_us=us,
                ended_us=us + 1_800_000_000,
                **{"class": "industrial"},
            )
        )
    return rows


def _power() -> Rows:
    return [
        *_load("TM-MIN-0007", datetime(2026, 2, 9, 17, tzinfo=ZONE), intervals=310, licensed_kw=4200, extra=0.35),
        *_load("TM-MIN-0012", datetime(2026, 1, 18, 22, 30, tzinfo=ZONE), intervals=18, licensed_kw=900, extra=0.12),
        *_load("TM-MIN-0012", datetime(2026, 3, 2, 1, tzinfo=ZONE), intervals=44, licensed_kw=900, extra=0.22),
        *_load("TM-MIN-0003", datetime(2026, 3, 11, 6, tzinfo=ZONE), intervals=1, licensed_kw=12000, extra=0.01),
    ]


def _household() -> Rows:
    drawn = [
        ("AH-104-2231", 1, 3412, 600),
        ("AH-104-2231", 2, 3180, 600),
        ("MR-0412-0093", 2, 1904, 600),
        ("LB-2210-0018", 1, 742, 600),
        ("BN-0071-1140", 2, 655, 600),
        ("AG-5530-0207", 3, 2210, 800),
    ]
    rows = []
    for connection, month, kwh, cap in drawn:
        last = {1: date(2026, 1, 31), 2: date(2026, 2, 28), 3: ON}[month]
        rows.append(
            row(
                f"connection:{connection}",
                date(2026, month, 1),
                kwh * 1000 + 37,
                cap * 1000,
                "Wh",
                last_day=last,
                zone="ashgabat" if connection.startswith("AG") else "mary",
            )
        )
    return rows


def _coins() -> Rows:
    note = "expected {} at {} J/TH; by chance 1 in {}; {}"
    given = [
        ("TM-MIN-0007", 1, "0.91240000", "1.40418822", "21.5", "1e+15", "fpps"),
        ("TM-MIN-0019", 2, "0.05110000", "0.08240315", "29.5", "5.1e+03", "pplns"),
    ]
    return [
        row(
            f"authorisation:{who}",
            date(2026, month, 1),
            coins,
            expected,
            "V15WLZJMF",
            last_day=date(2026, month, 31 if month == 1 else 28),
            sender="dashoguz-kripto",
            filing=FILING,
            row=month,
            note=note.format(expected, efficiency, odds, scheme),
        )
        for who, month, coins, expected, efficiency, odds, scheme in given
    ]


def _unapproved() -> Rows:
    exchange = "exchange:984500ALTYNEXCHNG004/asset:"
    days = [date(2026, 2, 3) + timedelta(days=number) for number in range(9)]
    first = [row(f"{exchange}X9J9K872S", day, 14 + 11 * (day.day % 4), 0, "count") for day in days]
    return [*first, row(f"{exchange}4H95J0R2X", date(2026, 1, 27), 3, 0, "count")]


def _outflow() -> Rows:
    sent = [(1, "48210.55", 31), (2, "7000.004", 28), (2, "7311.20", 28), (3, "15977.00", 15)]
    return [
        row(
            f"person:{number:x}{'7d1e40c9b2f85a36' * 4}"[:71],
            date(2026, month, 1),
            value,
            7000,
            "reporting currency",
            last_day=date(2026, month, last),
        )
        for number, (month, value, last) in enumerate(sent, start=10)
    ]


def _overdue() -> Rows:
    missing = [
        ("mary-energo", "meter_readings", "2026-02", 10, None),
        ("altyn-birza", "client_balances", "2026-02-27", 2, 5),
        ("hazar-kripto", "orders_and_trades", "2026-03-02", 3, None),
        ("dashoguz-kripto", "mining_monthly", "2026-01", 10, 21),
        ("garagum-mining", "mining_monthly", "2026-02", 10, None),
        ("garagum-mining", "mining_hardware", "2026-Q1", 12, None),
        ("lebap-energo", "transformer_readings", "2026-02", 10, 12),
    ]
    rows = []
    for party, name, period, due_on, came_after in missing:
        due = date(2026, 2 if period == "2026-01" else 3, due_on)
        came = due + timedelta(days=came_after) if came_after and due + timedelta(days=came_after) <= ON else None
        last = (came or ON + timedelta(days=1)) - timedelta(days=1)
        rows.append(
            row(
                f"party:{party}/return:{name}/period:{period}",
                due + timedelta(days=1),
                (last - due).days,
                0,
                "day",
                last_day=last,
                note=f"due {due}; " + (f"came on {came}" if came else "not in yet"),
                filing=FILING if came else None,
                sender=party if came else None,
            )
        )
    return rows


RAW_ROWS: dict[str, Callable[[], Rows]] = {
    "power_above_licensed_capacity": _power,
    "household_consumption_above_cap": _household,
    "declared_coins_below_metered_energy": _coins,
    "unapproved_asset_traded": _unapproved,
    "cross_border_outflow_above_limit": _outflow,
    "return_overdue": _overdue,
}


def run_of(raw: dict[str, Rows], pack: RulePack, *, asleep: dict[str, list[str]] | None = None) -> Run:
    """A run that found these raw violations."""
    lines, violations, findings = [], [VIOLATIONS.empty()], [FINDINGS.empty()]
    for check in all_checks():
        reasons = (asleep or {}).get(check.name)
        rows = completed(_frame(raw.get(check.name, [])), check=check.name, time_zone="Asia/Ashgabat")
        found = findings_of(rows, _basis(check, pack))
        awake = reasons is None or bool(rows.height)
        lines.append(Coverage(check.name, check.title, awake, list(reasons or []), rows.height, found.height))
        violations.append(rows)
        findings.append(found)
    inputs = RunInputs("tm", SINCE, ON, pack.digest, 412, "5b" * 32, 388, "c0de" * 16)
    return Run(
        inputs=inputs,
        engine="duckdb",
        started=datetime(2026, 3, 16, 4, 12, tzinfo=UTC),
        demonstration=labels(pack),
        demonstration_acts=("demonstration",),
        coverage=tuple(lines),
        violations=pl.concat(violations),
        findings=pl.concat(findings),
        rule_pack=pack.to_bytes(),
    )


def _frame(rows: Rows) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=RAW, orient="row")


def _basis(check: Check, pack: RulePack) -> Basis:
    law = law_table(pack, check.rests_on, SINCE, ON)
    return Basis(check.name, str(check.lifecycle), pack.digest, 412, 388, "c0de" * 16, law)


def register_tables() -> Register:
    """The tables of the register that hold names."""
    times = {"since": date(2024, 1, 1), "until": None}
    parties = [
        ("dashoguz-kripto", "Daşoguz Kripto HJ"),
        ("garagum-mining", "Garagum Maýning HJ"),
        ("mary-energo", "Mary Energo"),
        ("altyn-birza", "Altyn Birža"),
        ("hazar-kripto", "Hazar Kripto"),
        ("lebap-energo", "Lebap Energo"),
    ]
    held = [
        ("TM-MIN-0007", "dashoguz-kripto"),
        ("TM-MIN-0012", "garagum-mining"),
        ("TM-MIN-0003", "garagum-mining"),
        ("TM-MIN-0019", "dashoguz-kripto"),
    ]
    lei = {"altyn-birza": "984500ALTYNEXCHNG004"}
    return {
        "register.parties": _named([{"party": p, "name": n, "lei": lei.get(p), **times} for p, n in parties]),
        "register.authorisations": _named([{"authorisation": a, "party": p, **times} for a, p in held]),
    }


def _named(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema_overrides={"until": pl.Date})
