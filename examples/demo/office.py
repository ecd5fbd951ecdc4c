"""The office of the demonstration: registers of others and its own parties, one miner registered, all published."""

import csv
import json

from commands import HERE, WORK, heading, rugsat, show_setting, within
from people import ACCOUNTS, SAYS, WARNED
from registration import issue_the_certificate, register_the_miner

OFFICE = WORK / "office"
KEYS = OFFICE / "keys" / "authority"
OWN = ("mary-energo", "altyn", "kumush", "paytagt-birzha", "amul-exchange")
AUTHORITY = ("--authority", "en=Central Bank of Turkmenistan", "--authority", "tk=Türkmenistanyň Merkezi banky")


def make_the_office() -> None:
    """Make it, load the registers, lead one application, publish the day and prove that it follows from the log."""
    heading("The office: parties of two registers, found in any spelling, and warnings about firms that are on none")
    # Read once, when the first command of the office is given within this process.
    show_setting(
        RUGSAT_OFFICE=str(OFFICE),
        RUGSAT_LAKE=str(WORK / "country-lake"),
        RUGSAT_JURISDICTION="tm",
        RUGSAT_DEMONSTRATION="demonstration",
        RUGSAT_DEMO="1",
    )
    within("office", "make", "--administrator", "administrator")
    open_accounts("")
    for party, says in own_parties():
        within("parties", "--by", "anna", "register", party, says, quiet=True)
    open_accounts("party")
    within("parties", "--by", "dilber", "import", HERE / "data" / "esma_casp_2026-02-09.csv", "exchange_licence",
           "--accept-faults")  # fmt: skip
    within("warnings", "--by", "dilber", "import", HERE / "data" / "esma_ncasp_2026-02-09.csv", "--accept-faults")
    warning = WORK / "parties" / "warning.json"
    warning.write_text(json.dumps(WARNED, ensure_ascii=False))
    draft = within("warnings", "--by", "anna", "draft", warning, "--json", quiet=True)
    within("warnings", "--by", "dilber", "issue", json.loads(draft)["subject"])
    within("parties", "search", "Пайтагт")
    within("warnings", "search", "алтын")
    within("certificates", "make-keys", KEYS, "--jurisdiction", "tm", *AUTHORITY)
    heading("A miner is registered: the provider attests, the fee is paid, two officers decide, the certificate holds")
    number = register_the_miner()
    issue_the_certificate(number, KEYS)
    heading("The day is published, signed and in the log")
    within("office", "--by", "clock", "publish")
    log = json.loads(within("office", "log", "--json", quiet=True))
    rugsat("log", "verify", log["log"], "--key", log["key"])


def open_accounts(of: str) -> None:
    """Accounts of officers, or those of parties, which are opened when the parties are there."""
    for login, (party, roles) in ACCOUNTS.items():
        if bool(party) == bool(of):
            more = ("--party", party) if party else ()
            within("office", "--by", "administrator", "account", login, login.capitalize(), *more, quiet=True)
            for role in roles:
                within("office", "--by", "administrator", "role", login, role, quiet=True)


def own_parties() -> list[tuple[str, str]]:
    """The demonstration's own parties, each with the file that it is registered from."""
    folder = WORK / "parties"
    folder.mkdir()
    written = []
    with (WORK / "register" / "parties.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["party"] in OWN:
                says = {"kind": row["kind"], "name": row["name"], "country": row["country"], "lei": row["lei"] or None}
                says |= SAYS.get(row["party"], {})
                path = folder / f"{row['party']}.json"
                path.write_text(json.dumps(says, ensure_ascii=False))
                written.append((row["party"], str(path)))
    return written
