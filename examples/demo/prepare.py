"""Write the demonstration's register and filings, as the firms would send them, from the real files beside it.

The writers here share no code with the readers of the system, so that a mistake is not made twice alike.
"""

import csv
import gzip
import io
import json
import math
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import polars as pl
import zstandard
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from world import (
    BITCOIN,
    DATA,
    ETHER,
    EXCHANGES,
    FEES_PER_BLOCK,
    GREEN_BUTTON,
    MINERS,
    OVERHEAD,
    PROVIDER,
    SUBSIDY,
    Miner,
)

from rugsat.kernel.identifiers.dti import check_character
from rugsat.kernel.sealed import Identifier, seal

ASHGABAT = timezone(timedelta(hours=5))
FIRST_HOUR = datetime(2025, 7, 31, 23, tzinfo=ASHGABAT)
"""The hour that the homes' own count begins with; the season stays what it was."""
UNLISTED = "DM0PRZ7X" + check_character("DM0PRZ7X")
HOME_WITH_MINER = "HOME-18"
MINER_AT_HOME_W = 3_250
MISREAD_WH = 3_000_000
MISREAD = ("HOME-05", datetime(2026, 2, 14, 12, tzinfo=ASHGABAT))


def main(target: Path, public_key: Path) -> None:
    machines = {row["model"]: row for row in pl.read_csv(DATA / "asic_models.csv").to_dicts()}
    write_register(target / "register", machines)
    early, middle, late, mended = (
        target / "filings" / name for name in ("2026-02-05", "2026-03-06", "2026-03-31", "2026-04-02")
    )
    for folder in (early, middle, late, mended):
        folder.mkdir(parents=True)
    series = difficulty()
    loads = {miner: list(load_of(miner, machines[miner.model])) for miner in MINERS}

    write_csv(early / f"{PROVIDER}.connection_points.2026-01.csv", list(connection_points()))
    write_csv(early / "authority.reference_series.2026-Q1.csv", list(reference_series(series)))
    for folder, month, suffix in (
        (early, "2026-01", "csv.gz"),
        (middle, "2026-02", "csv.zst"),
        (late, "2026-03", "parquet"),
    ):
        readings = [
            *home_readings(month, misread=True),
            *(r for m in MINERS for r in site_readings(m, loads[m], month)),
        ]
        if month == "2026-02":
            readings[1000]["energy_wh"] = "many"
            readings[2000]["interval_s"] = "3599"
            readings[3000] = dict(readings[2999])
        write_readings(folder / f"{PROVIDER}.meter_readings.{month}.{suffix}", readings)
    corrected = [
        *home_readings("2026-02", misread=False),
        *(r for m in MINERS for r in site_readings(m, loads[m], "2026-02")),
    ]
    write_readings(mended / f"{PROVIDER}.meter_readings.2026-02.correction.csv.zst", corrected)
    (late / f"{PROVIDER}.meter_readings.2012-04.green-button.xml").write_bytes(
        (GREEN_BUTTON / "1hrLP_32Days.xml").read_bytes()
    )
    (late / f"{PROVIDER}.meter_readings.2012-04.bad-twin.xml").write_bytes(
        (GREEN_BUTTON / "1hrLP_32DaysM_D000_BAD.xml").read_bytes()
    )
    for folder, month in ((early, "2026-01"), (middle, "2026-02")):
        for miner in MINERS:
            write_csv(
                folder / f"{miner.party}.mining_monthly.{month}.csv",
                [monthly(miner, machines[miner.model], loads[miner], month, series)],
            )
    (middle / "kumush.pool_payouts.2026-02.nil.csv").write_bytes(b"")
    write_exchanges(early, late, public_key)


def write_register(folder: Path, machines: dict) -> None:
    folder.mkdir(parents=True)
    known = {"recorded_us": 1767225600000000, "act": "demonstration"}
    since = {"since": "2026-01-01", "until": "", **known}
    parties = [
        {
            "party": "authority",
            "kind": "authority",
            "name": "Türkmenistanyň Merkezi banky",
            "lei": "",
            "country": "TM",
            **since,
        },
        {
            "party": PROVIDER,
            "kind": "energy_provider",
            "name": "Mary Energo (made up)",
            "lei": "",
            "country": "TM",
            **since,
        },
        *(
            {"party": m.party, "kind": m.kind, "name": f"{m.name} (made up)", "lei": "", "country": "TM", **since}
            for m in MINERS
        ),
        *(
            {
                "party": e.party,
                "kind": "legal_entity",
                "name": f"{e.name} (made up)",
                "lei": e.lei,
                "country": "TM",
                **since,
            }
            for e in EXCHANGES
        ),
        *esma_parties(known),
    ]
    write_csv(folder / "parties.csv", parties)
    write_csv(
        folder / "authorisations.csv",
        [
            *(
                {
                    "authorisation": m.authorisation,
                    "party": m.party,
                    "instrument": "mining_registration",
                    "class": m.cls,
                    "status": "in_force",
                    "licensed_w": m.licensed_w,
                    **since,
                }
                for m in MINERS
            ),
            *(
                {
                    "authorisation": f"TM-EXC-{n:04}",
                    "party": e.party,
                    "instrument": "exchange_licence",
                    "class": "*",
                    "status": "in_force",
                    "licensed_w": "",
                    **since,
                }
                for n, e in enumerate(EXCHANGES, 1)
            ),
        ],
    )
    write_csv(
        folder / "sites.csv",
        [
            {
                "site": m.site,
                "authorisation": m.authorisation,
                "address": f"Mary, Senagat köçesi {n}",
                "zone": "mary",
                "latitude": "37.6",
                "longitude": "61.8",
                **since,
            }
            for n, m in enumerate(MINERS, 1)
        ],
    )
    write_csv(
        folder / "connections.csv",
        [{"connection": m.connection, "site": m.site, "provider": PROVIDER, **since} for m in MINERS],
    )
    write_csv(
        folder / "devices.csv",
        [
            {
                "serial": f"{m.authorisation}-{n:04}",
                "site": m.site,
                "model": m.model,
                "nominal_w": machines[m.model]["nominal_W"],
                "nominal_th_s": machines[m.model]["nominal_TH_s"],
                **since,
            }
            for m in MINERS
            for n in range(m.machines)
        ],
    )
    write_csv(
        folder / "approved_assets.csv",
        [{"dti": BITCOIN, "name": "Bitcoin", **since}, {"dti": ETHER, "name": "Ether", **since}],
    )
    owed = [
        *((m.party, "mining_monthly") for m in MINERS),
        (PROVIDER, "meter_readings"),
        *((e.party, "exchange_clients") for e in EXCHANGES),
    ]
    write_csv(
        folder / "obligations.csv",
        [
            {
                "party": party,
                "return": name,
                "period": period,
                "part": "",
                "due": due,
                "authorisation": "",
                "act": "demonstration",
                "recorded_us": known["recorded_us"],
            }
            for party, name in owed
            for period, due in (("2026-01", "2026-02-10"), ("2026-02", "2026-03-10"))
        ],
    )


def esma_parties(known: dict) -> Iterator[dict]:
    """The European register's firms; rows without a well-formed LEI are named and left out, as a register must."""
    text = (DATA / "esma_casp_2026-02-09.csv").read_text(encoding="utf-8-sig", errors="replace")
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        lei = row["ae_lei"].strip()
        since = row["ac_authorisationNotificationDate"].split("/")
        if len(lei) != 20 or not lei.isalnum() or len(since) != 3:
            print(
                f"  ESMA register, line {number}: LEI '{lei}' or date '{'/'.join(since)}' cannot be read; "
                f"{row['ae_lei_name']} is left out",
                file=sys.stderr,
            )
            continue
        day, month, year = since
        yield {
            "party": f"esma-{lei}",
            "kind": "legal_entity",
            "name": row["ae_lei_name"].replace("\ufffd", "?").strip(),
            "lei": lei,
            "country": row["ae_lei_cou_code"] or row["ae_homeMemberState"],
            "since": f"{year}-{month}-{day}",
            "until": "",
            **known,
        }


def difficulty() -> list[tuple[date, float]]:
    rows = pl.read_csv(DATA / "btc_difficulty_epochs.csv").select("start_date_est", "difficulty").rows()
    return [(date.fromisoformat(day), value) for day, value in rows]


def on_day(series: list[tuple[date, float]], day: date) -> float:
    return [value for began, value in series if began <= day][-1]


def reference_series(series: list[tuple[date, float]]) -> Iterator[dict]:
    assumed = "assumption of the demonstration"
    for began, value in series:
        if date(2025, 12, 1) <= began <= date(2026, 3, 31):
            yield {
                "series": f"difficulty.{BITCOIN}",
                "began": began,
                "value": f"{value:.2f}",
                "unit": "difficulty",
                "source": "Bitcoin block headers, by Electrum's checkpoints",
            }
    for name, value, unit, source in (
        (f"block_subsidy.{BITCOIN}", SUBSIDY, "BTC", "Bitcoin protocol, from block 840,000"),
        (f"block_reward.{BITCOIN}", SUBSIDY + FEES_PER_BLOCK, "BTC", f"subsidy and fees, {assumed}"),
        (f"network_blocks.{BITCOIN}", 144, "blocks a day", "Bitcoin protocol: one block in ten minutes"),
        ("fx.USD.TMT", "3.5", "TMT/USD", assumed),
    ):
        yield {"series": name, "began": "2025-12-01", "value": value, "unit": unit, "source": source}


def home_hours() -> dict[str, list[float]]:
    homes = pl.read_parquet(DATA / "measured_homes_epri_17.parquet").sort("meter", "hour")
    found = {
        f"HOME-{name[-2:]}": group["kwh"].to_list() for (name,), group in homes.group_by("meter", maintain_order=True)
    }
    found[HOME_WITH_MINER] = [kwh + MINER_AT_HOME_W / 1000 for kwh in found["HOME-07"]]
    return found


def home_readings(month: str, *, misread: bool) -> Iterator[dict]:
    for home, hours in home_hours().items():
        for number, kwh in enumerate(hours):
            began = FIRST_HOUR + timedelta(hours=number)
            if began.strftime("%Y-%m") == month:
                wh = round(kwh * 1000)
                wrong = misread and (home, began) == MISREAD
                yield reading(home, began, 3600, wh + MISREAD_WH if wrong else wh)


def load_of(miner: Miner, model: dict) -> Iterator[tuple[datetime, int]]:
    """Quarter hours of a site: machines and cooling, a daily breath, and for one miner five nights too many."""
    steady = miner.machines * model["nominal_W"] * OVERHEAD
    began = datetime(2026, 1, 1, tzinfo=ASHGABAT)
    while began < datetime(2026, 4, 1, tzinfo=ASHGABAT):
        breath = 1 + 0.02 * math.sin(began.hour / 24 * 2 * math.pi) + 0.005 * math.sin(began.toordinal() * 1.7)
        extra = (
            95_000
            if miner.party == "kumush" and date(2026, 2, 9) <= began.date() <= date(2026, 2, 13) and began.hour < 6
            else 0
        )
        yield began, round((steady * breath + extra) / 4)
        began += timedelta(minutes=15)


def site_readings(miner: Miner, load: list[tuple[datetime, int]], month: str) -> Iterator[dict]:
    yield from (reading(miner.connection, began, 900, wh) for began, wh in load if began.strftime("%Y-%m") == month)


def reading(connection: str, began: datetime, seconds: int, wh: int) -> dict:
    return {
        "connection": connection,
        "meter": f"M-{connection}",
        "began": began.isoformat(),
        "interval_s": str(seconds),
        "energy_wh": str(wh),
        "estimated": "false",
    }


def connection_points() -> Iterator[dict]:
    point = {"reported": "2026-01-01", "connected_since": "2019-06-01", "transformer": "MRY-TP-118", "region": "mary"}
    for home in home_hours():
        yield {
            "connection": home,
            **point,
            "tariff_class": "household",
            "address": f"Mary, {home}",
            "customer_kind": "person",
            "connected_w": 15000,
            "phases": 1,
        }
    for miner in MINERS:
        yield {
            "connection": miner.connection,
            **point,
            "tariff_class": "mining",
            "address": f"Mary, {miner.site}",
            "customer_kind": miner.kind,
            "connected_w": 2_000_000,
            "phases": 3,
            "meter": f"M-{miner.connection}",
        }


def monthly(miner: Miner, model: dict, load: list, month: str, series: list) -> dict:
    """The return that a miner files; one of them hides a third of February's coins."""
    hashing = [(began, wh) for began, wh in load if began.strftime("%Y-%m") == month]
    joules_per_th = model["nominal_W"] / model["nominal_TH_s"]
    coins = sum(
        wh
        * 3600
        / OVERHEAD
        / joules_per_th
        * 1e12
        / (on_day(series, began.date()) * 2**32)
        * (SUBSIDY + FEES_PER_BLOCK)
        for began, wh in hashing
    )
    share = 0.66 if (miner.party, month) == ("kumush", "2026-02") else 0.995
    declared, fees = round(coins * share, 8), round(coins * share * 0.02, 8)
    return {
        "authorisation": miner.authorisation,
        "month": month,
        "asset": BITCOIN,
        "algorithm": "sha256d",
        "energy_wh": sum(wh for _, wh in hashing),
        "coins": f"{declared:.8f}",
        "pool_fees": f"{fees:.8f}",
        "coins_received": f"{declared - fees:.8f}",
        "pool_scheme": miner.scheme,
        "pool": "made-up-pool",
        "hash_rate_th_s": model["nominal_TH_s"] * miner.machines,
        "uptime_s": len(hashing) * 900,
        "machines": miner.machines,
        "coins_sold": "0",
        "coins_sold_at_home": "0",
    }


def write_exchanges(early: Path, late: Path, public_key: Path) -> None:
    key = load_pem_public_key(public_key.read_bytes())
    people = [("Aýna", "I-AH 123456"), ("Merdan", "I-MR 654321"), ("Jeren", "II-LB 777888")]
    held = {EXCHANGES[0]: (0, 1), EXCHANGES[1]: (0, 2)}
    for exchange, persons in held.items():
        clients = [
            {
                "exchange": exchange.lei,
                "client": f"{exchange.party[:2].upper()}-{number}",
                "reported": "2026-01-31",
                "person": seal(Identifier(people[number][1], "passport", "TM"), to=key),
                "person_kind": "person",
                "document_type": "passport",
                "document_country": "TM",
                "residence": "TM",
                "identification_status": "identified",
                "identified_on": "2026-01-05",
                "risk": "normal",
                "politically_exposed": False,
                "client_class": "retail",
                "opened": "2026-01-05",
            }
            for number in persons
        ]
        lines = "".join(json.dumps(client, ensure_ascii=False) + "\n" for client in clients)
        (early / f"{exchange.party}.exchange_clients.2026-01.ndjson").write_text(lines, encoding="utf-8")
    write_csv(
        late / "paytagt-birzha.exchange_clients.2026-02.csv",
        [
            {
                "exchange": EXCHANGES[0].lei,
                "client": "PA-0",
                "reported": "2026-02-28",
                "person_kind": "person",
                "residence": "TM",
                "identification_status": "pending",
                "risk": "normal",
                "politically_exposed": "false",
                "client_class": "retail",
                "opened": "2026-01-05",
            }
        ],
    )
    for day in range(2, 7):
        period = f"2026-03-{day:02}"
        bitcoin = [trade(EXCHANGES[0], n, BITCOIN, "PA-0", day=day) for n in range(40)]
        write_csv(late / f"paytagt-birzha.orders_and_trades.{period}.csv", bitcoin, delimiter=";", bom=True)
        mixed = [
            trade(EXCHANGES[1], n, UNLISTED if day in {4, 5} and n < 15 else ETHER, "AM-0", day=day) for n in range(40)
        ]
        write_csv(late / f"amul-exchange.orders_and_trades.{period}.csv", mixed)
    for exchange, number, client, value, day in (
        (EXCHANGES[0], 1, "PA-0", "1200.00", 4),
        (EXCHANGES[0], 2, "PA-1", "1900.00", 9),
        (EXCHANGES[1], 1, "AM-0", "1100.00", 17),
        (EXCHANGES[1], 2, "AM-2", "400.00", 20),
    ):
        write_csv(
            late / f"{exchange.party}.transfers.2026-03-{day:02}.csv", [transfer(exchange, number, client, value, day)]
        )
    unknown = [{**trade(EXCHANGES[1], 1, ETHER, "AM-0", day=2), "remark": "please hurry"}]
    write_csv(late / "amul-exchange.orders_and_trades.2026-03-02.late-desk.csv", unknown)


def trade(exchange, number: int, dti: str, client: str, *, day: int) -> dict:
    price = 90_000 + number if dti == BITCOIN else 3_000 + number
    quantity = (number % 7 + 1) / 100
    return {
        "exchange": exchange.lei,
        "order_id": f"O-{number:06}",
        "sequence": number + 1,
        "event": "FILL",
        "executed": datetime(2026, 3, day, 9, number % 60, tzinfo=ASHGABAT).isoformat(),
        "client": client,
        "country": "TM",
        "side": "BUYI" if number % 2 else "SELL",
        "dti": dti,
        "currency": "USD",
        "order_quantity": f"{quantity:.2f}",
        "trade_id": f"T-{number:06}",
        "quantity": f"{quantity:.2f}",
        "price": price,
        "amount": f"{quantity * price:.2f}",
    }


def transfer(exchange, number: int, client: str, value: str, day: int) -> dict:
    return {
        "exchange": exchange.lei,
        "transfer_id": f"TR-{number:04}",
        "client": client,
        "direction": "out",
        "channel": "bank",
        "sent": datetime(2026, 3, day, 6, tzinfo=UTC).isoformat(),
        "value": value,
        "value_currency": "USD",
        "abroad": "true",
        "counterparty_country": "DE",
        "own_wallet": "false",
        "travel_rule_status": "not_required",
    }


def write_csv(path: Path, rows: list[dict], *, delimiter: str = ",", bom: bool = False) -> None:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=delimiter, restval="")
        writer.writeheader()
        writer.writerows(rows)


def write_readings(path: Path, rows: list[dict]) -> None:
    if path.suffix == ".parquet":
        pl.DataFrame(rows).with_columns(
            pl.col("interval_s", "energy_wh").cast(pl.Int64),
            pl.col("began").str.to_datetime(time_zone="UTC"),
            estimated=pl.col("estimated") == "true",
        ).write_parquet(path)
        return
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else zstandard.compress(content))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
