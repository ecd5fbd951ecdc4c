"""The office of the demonstration: the real parties of ESMA and its own, published, signed and in the log."""

import csv
import json
import os

from commands import HERE, ROOT, WORK, heading, rugsat, told

OFFICE = WORK / "office"
OWN = ("mary-energo", "altyn", "kumush", "paytagt-birzha", "amul-exchange")
OFFICERS = {"anna": "licensing_officer", "dilber": "director", "clock": "register"}
AUTHORITY = ("--authority", "en=Central Bank of Turkmenistan", "--authority", "tk=Türkmenistanyň Merkezi banky")


def make_the_office() -> None:
    """Make it, load both registers, search, publish the day and prove that it follows from the log."""
    heading("The office: parties of two registers, found in any spelling; the day published, signed and in the log")
    os.environ |= {"RUGSAT_OFFICE": str(OFFICE), "RUGSAT_JURISDICTION": "tm", "RUGSAT_DEMONSTRATION": "demonstration"}
    rugsat("office", "make", "--administrator", "administrator")
    for login, role in OFFICERS.items():
        rugsat("office", "--by", "administrator", "account", login, login.capitalize(), quiet=True)
        rugsat("office", "--by", "administrator", "role", login, role, quiet=True)
    for party, says in own_parties():
        rugsat("parties", "--by", "anna", "register", party, says, quiet=True)
    rugsat("parties", "--by", "dilber", "import", HERE / "data" / "esma_casp_2026-02-09.csv", "exchange_licence",
           "--accept-faults")  # fmt: skip
    rugsat("parties", "search", "Пайтагт")
    rugsat("certificates", "make-keys", OFFICE / "keys" / "authority", "--jurisdiction", "tm", *AUTHORITY)
    rugsat("office", "--by", "clock", "publish")
    log = json.loads(told("office", "log", "--json"))
    rugsat("log", "verify", log["log"], "--key", log["key"])
    print(f"\nSee it: make serve, then open http://localhost:8000/ (the office lies in {OFFICE.relative_to(ROOT)})")


def own_parties() -> list[tuple[str, str]]:
    """The demonstration's own parties, each with the file that it is registered from."""
    folder = WORK / "parties"
    folder.mkdir()
    written = []
    with (WORK / "register" / "parties.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["party"] in OWN:
                says = {"kind": row["kind"], "name": row["name"], "country": row["country"], "lei": row["lei"] or None}
                path = folder / f"{row['party']}.json"
                path.write_text(json.dumps(says, ensure_ascii=False))
                written.append((row["party"], str(path)))
    return written
