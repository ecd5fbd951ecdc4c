"""The month so far: filings of the earlier days, so that what is kept of each day is as large as on the day itself.

An earlier day has the day's readings of miners at a quarter of an hour, and one reading of the day for everybody else;
one execution for each client and asset without the other events; and the day's transfers, bookings and positions under
other numbers. What is kept of it is as large as of the day itself; only the raw rows, which a run does not read again,
are fewer. What connections and clients are was reported for the month before, too.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from bench.cycle.country import DAY, FIRST
from rugsat.evidence.lake.entry import FileEntry, Part
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.lake.transaction import Transaction
from rugsat.evidence.schemas.returns import FILINGS

_BASES = {
    "of_miners": "FROM meter_readings SEMI JOIN connections USING (connection)",
    "of_all": """
        SELECT connection, any_value(meter) AS meter, sum(energy_wh)::BIGINT AS energy_wh
        FROM meter_readings ANTI JOIN connections USING (connection) WHERE NOT estimated GROUP BY connection""",
    "executed": """
        SELECT * REPLACE (row_number() OVER (PARTITION BY exchange ORDER BY client, dti) AS sequence)
        FROM (FROM orders_and_trades
              SEMI JOIN (FROM exchange_clients WHERE identified_on < DATE '{first}') USING (exchange, client)
              WHERE event IN ('PARF', 'FILL')
              QUALIFY row_number() OVER (PARTITION BY exchange, client, dti, capacity) = 1)""",
}
"""What every earlier day is made of, computed once."""
_READINGS = """
SELECT connection, meter, began_us - {back} AS began_us, interval_s, energy_wh // 2 AS energy_wh, estimated,
       load_w // 2 AS load_w
FROM of_miners
UNION ALL BY NAME
SELECT connection, meter, {began} AS began_us, 86400::BIGINT AS interval_s, energy_wh, false AS estimated,
       energy_wh // 24 AS load_w
FROM of_all
"""
_TRANSFERS = """
SELECT * REPLACE (transfer_id || '-{n}' AS transfer_id, sent_us - {back} AS sent_us,
                  (value_reporting / 40)::DECIMAL(38, 18) AS value_reporting)
FROM transfers
"""
"""A fortieth of the value, so that the month does not put everybody over the limit on transfers abroad."""
_BOOKINGS = """
SELECT * REPLACE (entry || '-{n}' AS entry, reference || '-{n}' AS reference, booked - {n} AS booked) FROM bank_legs
"""
_BALANCES = """
SELECT * FROM client_balances QUALIFY row_number() OVER (PARTITION BY exchange, dti) = 1
"""
QUERIES = {
    "meter_readings": _READINGS,
    "orders_and_trades": "SELECT * REPLACE (executed_us - {back} AS executed_us) FROM executed",
    "transfers": _TRANSFERS,
    "bank_legs": _BOOKINGS,
    "margin_positions": "SELECT * REPLACE (opened_us - {back} AS opened_us) FROM margin_positions",
    "client_balances": _BALANCES,
}
REPORTED = ("connection_points", "exchange_clients")
_DAY_US = 86_400_000_000


def add_earlier_days(folder: Path) -> None:
    """Commit the earlier days of the month to the lake."""
    lake = Lake.open(folder)
    held = duckdb.connect()
    held.execute("SET threads = 2; SET memory_limit = '6GB'")
    for name in (*QUERIES, *REPORTED):
        _view(held, lake, name, [each for each in lake.state().of(name) if each.legal_day == DAY])
    _view(held, lake, "connections", lake.state().of("register.connections"))
    for name, query in _BASES.items():
        held.execute(f"CREATE TABLE {name} AS {query.format(first=FIRST)}")
    began = held.execute("SELECT min(began_us) FROM meter_readings").fetchall()[0][0]
    with lake.writing() as transaction:
        for number in range(1, (DAY - FIRST).days + 1):
            for name, rows in _day(held, transaction.scratch(), number, began):
                _add(transaction, name, DAY - timedelta(days=number), rows)
        for name in REPORTED:
            path, before = transaction.scratch(), FIRST - timedelta(days=1)
            held.execute(f"COPY ({_placed(held, name, before, 'before')} FROM {name}) TO '{path}'")
            _add(transaction, name, before, path)
        transaction.commit(recorded_at=datetime(2026, 4, 1, tzinfo=UTC), act="filing", note={})


def _view(held: duckdb.DuckDBPyConnection, lake: Lake, name: str, entries: list[FileEntry]) -> None:
    files = [str(path) for path in lake.paths(entries)]
    held.execute(f"CREATE VIEW {name} AS FROM read_parquet({files}, hive_partitioning = false)")


def _day(held: duckdb.DuckDBPyConnection, scratch: Path, number: int, began: int) -> Iterator[tuple[str, Path]]:
    day = DAY - timedelta(days=number)
    for name, query in QUERIES.items():
        asked = query.format(n=number, back=number * _DAY_US, began=began - number * _DAY_US, first=FIRST)
        path = scratch.with_name(f"{name}-{number}.parquet")
        chosen = _placed(held, name, day, f"earlier-{number}")
        held.execute(f"COPY ({chosen} FROM ({asked})) TO '{path}' (FORMAT parquet, COMPRESSION lz4)")
        yield name, path


def _placed(held: duckdb.DuckDBPyConnection, name: str, day: date, filing: str) -> str:
    """The columns of a dataset, those that tell day and place as they are on another day."""
    columns = [each[0] for each in held.execute(f"DESCRIBE {name}").fetchall()]
    mixed = name == "meter_readings"
    placed = {
        "legal_day": f"DATE '{day}'",
        "filing": f"'{filing}'" if mixed else f"'{filing}-{name}-' || sender",
        "sender": "'earlier'" if mixed else "sender",
        "row": "row_number() OVER ()",
    }
    return "SELECT " + ", ".join(f"{placed[each]} AS {each}" if each in placed else each for each in columns)


def _add(transaction: Transaction, name: str, day: date, path: Path) -> None:
    rows = pl.scan_parquet(path)
    parts = rows.group_by("sender", "filing").agg(pl.len().alias("rows")).sort("sender").collect()
    if parts.is_empty():
        return
    transaction.add(rows, dataset=name, legal_day=day, parts=tuple(Part(*part) for part in parts.rows()))
    path.unlink()
    if name != "meter_readings":
        transaction.add(_ledger(name, day, parts, transaction.number).lazy(), dataset="filings", legal_day=day,
                        parts=tuple(Part(sender, filing, 1) for sender, filing, _ in parts.rows()))  # fmt: skip


def _ledger(name: str, day: date, parts: pl.DataFrame, commit: int) -> pl.DataFrame:
    said = {"return": name, "period": day.isoformat(), "part": "", "kind": "original", "status": "ACPT",
            "rejected_rows": 0, "file_name": "", "file_digest": "", "received_us": 0, "due": None, "late": None,
            "received_on": day + timedelta(days=1), "rule_pack": "", "receipt_digest": "",
            "commit": commit}  # fmt: skip
    lines = [
        {**said, "sender": sender, "filing": filing, "accepted_rows": rows} for sender, filing, rows in parts.rows()
    ]
    return FILINGS.table(lines)
