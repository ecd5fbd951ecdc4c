"""The register snapshot of the demonstration."""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from files import write_csv
from world import BITCOIN, DATA, ETHER, EXCHANGES, MINERS, PROVIDER

KNOWN = {"recorded_us": 1767225600000000, "act": "demonstration"}
SINCE = {"since": "2026-01-01", "until": "", **KNOWN}


def write_register(folder: Path, machines: dict[str, dict]) -> None:
    """One CSV file for each table of the register."""
    folder.mkdir(parents=True)
    write_csv(folder / "parties.csv", [*made_up_parties(), *esma_parties(KNOWN)])
    write_csv(folder / "authorisations.csv", list(authorisations()))
    write_csv(folder / "sites.csv", [
        {"site": m.site, "authorisation": m.authorisation, "address": f"Mary, Senagat köçesi {n}", "zone": "mary",
         "latitude": "37.6", "longitude": "61.8", **SINCE}
        for n, m in enumerate(MINERS, 1)
    ])  # fmt: skip
    connections = [{"connection": m.connection, "site": m.site, "provider": PROVIDER, **SINCE} for m in MINERS]
    write_csv(folder / "connections.csv", connections)
    write_csv(folder / "devices.csv", list(devices(machines)))
    approved = [{"dti": BITCOIN, "name": "Bitcoin", **SINCE}, {"dti": ETHER, "name": "Ether", **SINCE}]
    write_csv(folder / "approved_assets.csv", approved)
    write_csv(folder / "obligations.csv", list(obligations()))


def made_up_parties() -> Iterator[dict]:
    yield party("authority", "authority", "Türkmenistanyň Merkezi banky")
    yield {**party(PROVIDER, "energy_provider", "Mary Energo (made up)"), "since": "2010-01-01"}
    for miner in MINERS:
        yield party(miner.party, miner.kind, f"{miner.name} (made up)")
    for exchange in EXCHANGES:
        yield party(exchange.party, "legal_entity", f"{exchange.name} (made up)", lei=exchange.lei)


def party(identifier: str, kind: str, name: str, *, lei: str = "") -> dict:
    return {"party": identifier, "kind": kind, "name": name, "lei": lei, "country": "TM", **SINCE}


def authorisations() -> Iterator[dict]:
    for miner in MINERS:
        yield authorisation(miner.authorisation, miner.party, "mining_registration", miner.cls, miner.licensed_w)
    for number, exchange in enumerate(EXCHANGES, 1):
        yield authorisation(f"TM-EXC-{number:04}", exchange.party, "exchange_licence", "*", "")


def authorisation(number: str, holder: str, instrument: str, cls: str, licensed_w: object) -> dict:
    return {"authorisation": number, "party": holder, "instrument": instrument, "class": cls, "status": "in_force",
            "licensed_w": licensed_w, **SINCE}  # fmt: skip


def devices(machines: dict[str, dict]) -> Iterator[dict]:
    for miner in MINERS:
        model = machines[miner.model]
        for number in range(miner.machines):
            yield {"serial": f"{miner.authorisation}-{number:04}", "site": miner.site, "model": miner.model,
                   "nominal_w": model["nominal_W"], "nominal_th_s": model["nominal_TH_s"], **SINCE}  # fmt: skip


def obligations() -> Iterator[dict]:
    owed = [(miner.party, "mining_monthly") for miner in MINERS]
    owed += [(PROVIDER, "meter_readings"), *((exchange.party, "exchange_clients") for exchange in EXCHANGES)]
    for holder, name in owed:
        for period, due in (("2026-01", "2026-02-10"), ("2026-02", "2026-03-10")):
            yield {"party": holder, "return": name, "period": period, "part": "", "due": due, "authorisation": "",
                   "act": "demonstration", "recorded_us": KNOWN["recorded_us"]}  # fmt: skip


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
