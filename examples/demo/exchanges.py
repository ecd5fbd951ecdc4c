"""Clients, trades and transfers of the two made-up exchanges."""

import json
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from files import write_csv
from world import ASHGABAT, BITCOIN, ETHER, EXCHANGES, Exchange

from rugsat.kernel.identifiers.dti import check_character
from rugsat.kernel.sealed import Identifier, seal

UNLISTED = "DM0PRZ7X" + check_character("DM0PRZ7X")
PASSPORTS = ("I-AH 123456", "I-MR 654321", "II-LB 777888")


def write_exchanges(early: Path, late: Path, public_key: Path) -> None:
    """Clients in January, trades on five days and transfers on four in March; one file has a column too many."""
    key = load_pem_public_key(public_key.read_bytes())
    assert isinstance(key, X25519PublicKey)
    first, second = EXCHANGES
    for exchange, persons in ((first, (0, 1)), (second, (0, 2))):
        lines = [json.dumps(client(exchange, number, key), ensure_ascii=False) + "\n" for number in persons]
        (early / f"{exchange.party}.exchange_clients.2026-01.ndjson").write_text("".join(lines), encoding="utf-8")
    still_pending = {**client(first, 0, None), "reported": "2026-02-28", "identification_status": "pending"}
    write_csv(late / f"{first.party}.exchange_clients.2026-02.csv", [still_pending])
    for day in range(2, 7):
        name = f"orders_and_trades.2026-03-{day:02}.csv"
        bitcoin = [trade(first, n, BITCOIN, "PA-0", day=day) for n in range(40)]
        write_csv(late / f"{first.party}.{name}", bitcoin, delimiter=";", bom=True)
        assets = [UNLISTED if day in {4, 5} and n < 15 else ETHER for n in range(40)]
        write_csv(
            late / f"{second.party}.{name}", [trade(second, n, dti, "AM-0", day=day) for n, dti in enumerate(assets)]
        )
    for exchange, holder, value, day in (
        (first, "PA-0", "1200.00", 4),
        (first, "PA-1", "1900.00", 9),
        (second, "AM-0", "1100.00", 17),
        (second, "AM-2", "400.00", 20),
    ):
        path = late / f"{exchange.party}.transfers.2026-03-{day:02}.csv"
        write_csv(path, [transfer(exchange, day, holder, value)])
    unknown = [{**trade(second, 1, ETHER, "AM-0", day=2), "remark": "please hurry"}]
    write_csv(late / f"{second.party}.orders_and_trades.2026-03-02.late-desk.csv", unknown)


def client(exchange: Exchange, number: int, key: X25519PublicKey | None) -> dict:
    known = {
        "exchange": exchange.lei, "client": f"{exchange.party[:2].upper()}-{number}", "reported": "2026-01-31",
        "person_kind": "person", "residence": "TM", "identification_status": "identified", "risk": "normal",
        "politically_exposed": "false" if key is None else False, "client_class": "retail", "opened": "2026-01-05",
    }  # fmt: skip
    if key is None:
        return known
    person = seal(Identifier(PASSPORTS[number], "passport", "TM"), to=key)
    document = {"document_type": "passport", "document_country": "TM", "identified_on": "2026-01-05"}
    return {**known, "person": person, **document}


def trade(exchange: Exchange, number: int, dti: str, holder: str, *, day: int) -> dict:
    price = 90_000 + number if dti == BITCOIN else 3_000 + number
    quantity = (number % 7 + 1) / 100
    return {
        "exchange": exchange.lei,
        "order_id": f"O-{number:06}",
        "sequence": number + 1,
        "event": "FILL",
        "executed": datetime(2026, 3, day, 9, number % 60, tzinfo=ASHGABAT).isoformat(),
        "client": holder,
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


def transfer(exchange: Exchange, day: int, holder: str, value: str) -> dict:
    return {
        "exchange": exchange.lei,
        "transfer_id": f"TR-{day:04}",
        "client": holder,
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
