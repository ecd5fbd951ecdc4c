"""One mining registration led by commands alone, from the approval of its energy provider to the certificate."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

from bip_utils import EthAddrEncoder
from bip_utils.utils.crypto import Kekkak256
from coincurve import PrivateKey
from commands import ROOT, WORK, within
from energy import machines
from people import ISSUERS
from world import ASHGABAT, MINERS, PROVIDER

MINER = MINERS[0]
FOLDER = WORK / "registration"
UN_LIST = ROOT / "tests" / "data" / "sanctions" / "un_consolidated_excerpt.xml"
KEY = PrivateKey(b"\x01" * 32)
WALLET = f"eip155:1:{EthAddrEncoder.EncodeKey(KEY.public_key.format())}"
SITE, CONNECTION = f"{MINER.party}-1", "MR-0001"
CAPACITY_W = 1_200_000
PLACE = {"latitude": "37.60", "longitude": "61.80", "zone": "mary"}
SERIALS = ("S21-0001", "S21-0002")
CUSTOMS = "TM-2025-0001"


def register_the_miner() -> str:
    """Approve the provider, lead the miner's application to its grant; the number of the registration."""
    FOLDER.mkdir()
    prepare_the_office()
    provider = opened("gozel", PROVIDER, "energy_provider", "approved_energy_provider", {})
    attest_the_firm(provider, PROVIDER, "p-mary", "gozel")
    granted(provider, "gozel")
    case = opened("kerim", MINER.party, "miner", "mining_registration", application(), "--class", MINER.cls)
    attest_the_firm(case, MINER.party, f"p-{MINER.party}", "kerim")
    attest_the_site(case)
    prove_the_wallet(case)
    pay_the_fee(case)
    return granted(case, "kerim")


def issue_the_certificate(number: str, keys: Path) -> None:
    """Issue the certificate and verify it as anybody would, with the public keys alone."""
    within("authorisations", "certificate", number, FOLDER / "certificate.json")
    within("certificates", "issue", FOLDER / "certificate.json", "--keys", keys, "--out", WORK / "certificate")
    within("verify", WORK / "certificate" / f"{number}.pdf", "--key", keys / "authority-trust.json")


def prepare_the_office() -> None:
    """Whose word counts on what, the machine as its maker publishes it, the nearest homes, the list of the UN."""
    for kind, body in ISSUERS.items():
        within("office", "--by", "dilber", "issuer", kind, body, quiet=True)
    machine = machines()[MINER.model]
    model = {
        "model": MINER.model,
        "nominal_w": int(machine["nominal_W"]),
        "nominal_th_s": str(machine["nominal_TH_s"]),
        "source": "two public lists that agree",
    }
    homes = [{"dwelling": "mary-north", "latitude": "37.70", "longitude": "61.80"}]
    within(
        "office", "--by", "anna", "reference", written("reference", {"models": [model], "dwellings": homes}), quiet=True
    )
    within("office", "--by", "anna", "screening-list", UN_LIST, quiet=True)


def application() -> dict:
    """What the miner says of its site, its connection, its machines and its wallet."""
    machine = machines()[MINER.model]
    devices = [
        {
            "serial": serial,
            "site": SITE,
            "model": MINER.model,
            "nominal_w": int(machine["nominal_W"]),
            "nominal_th_s": str(machine["nominal_TH_s"]),
            "supplier": "bitmain",
            "origin": "CN",
            "customs_reference": CUSTOMS,
            "made_on": "2025-06-01",
        }
        for serial in SERIALS
    ]
    return {
        "sites": [{"site": SITE, "address": "Mary, Senagat köçesi 1", "land_use": "industrial", **PLACE}],
        "connections": [
            {"connection": CONNECTION, "site": SITE, "provider": PROVIDER, "capacity_w": CAPACITY_W},
        ],
        "devices": devices,
        "wallets": [{"account": WALLET, "purpose": "payout"}],
    }


def attest_the_firm(case: str, party: str, person: str, applicant: str) -> None:
    """What bodies have written of a firm and its owner; an officer writes it down with their letters."""
    letters = FOLDER / f"letters-{party}.pdf"
    letters.write_bytes(b"%PDF-1.7\n% letters of the bodies, made up\n")
    document = json.loads(within("applications", "--by", applicant, "document", case, letters, "--json", quiet=True))[
        "digest"
    ]
    firm = {"country": "TM", "status": "active", "kind": "legal_entity", "legal_form": "joint_stock_company"}
    for kind, about, says in (
        ("company_register", f"party:{party}", firm),
        ("shareholders", f"party:{party}", {"owners": {person: "100"}}),
        ("identity", f"person:{person}", {"country": "TM"}),
        ("criminal_record", f"person:{person}", {"unexpunged": False}),
    ):
        attested("anna", case, kind, about, says, document=document)


def attest_the_site(case: str) -> None:
    """What the provider, customs, the fire service, the technical service and the authority say of the site."""
    letters = FOLDER / f"letters-{MINER.party}.pdf"
    document = json.loads(within("applications", "--by", "kerim", "document", case, letters, "--json", quiet=True))[
        "digest"
    ]
    passed, year = {"passed": True}, (today() + timedelta(days=365)).isoformat()
    customs = {"serials": list(SERIALS), "origin": "CN", "supplier": "Bitmain", "made_on": "2025-06-01"}
    point = f"connection:{CONNECTION}"
    attested("gozel", case, "connection", point, {"site": SITE, "capacity_w": CAPACITY_W})
    attested("gozel", case, "separate_meter", point, {"meter": "M-1", "serves": []})
    attested("anna", case, "customs", f"customs:{CUSTOMS}", customs, document=document)
    attested("anna", case, "fire_certificate", f"site:{SITE}", passed, document=document, until=year)
    attested("anna", case, "technical_certificate", f"site:{SITE}", passed, document=document)
    attested("anna", case, "site_zoning", f"site:{SITE}", {**PLACE, "land_use": "industrial"})


def prove_the_wallet(case: str) -> None:
    """The wallet signs what the office asks it to."""
    asked = json.loads(within("applications", "--by", "kerim", "challenge", case, WALLET, "--json", quiet=True))
    within("applications", "--by", "kerim", "prove", asked["nonce"], signed(asked["message"]), quiet=True)


def pay_the_fee(case: str) -> None:
    """The fee is demanded, and the bank's line that names it is booked."""
    invoice = json.loads(within("fees", "--by", "merdan", "invoice", case, "--json", quiet=True))
    amount = invoice["amount"].split()[0]
    within("fees", "--by", "merdan", "book", "B-1", "--received", today(), "--account", f"TM00{MINER.party.upper()}",
           "--text", f"fee {invoice['invoice']}", "--amount", amount)  # fmt: skip


def opened(login: str, party: str, name: str, instrument: str, says: dict, *more: object) -> str:
    """Open an application; the number of its case."""
    file = written(name, says)
    asked = ("open", party, instrument, file, *more, "--json")
    return str(json.loads(within("applications", "--by", login, *asked, quiet=True))["subject"])


def granted(case: str, applicant: str) -> str:
    """Submit an application, which two officers grant; the number of the authorisation."""
    within("applications", "--by", applicant, "submit", case)
    within("applications", "--by", "anna", "countersign", case, "grant", quiet=True)
    said = within("applications", "--by", "dilber", "grant", case, "--json")
    return str(json.loads(said)["authorisation"])


def attested(login: str, case: str, kind: str, about: str, says: dict, **more: str) -> None:
    """Somebody attests something; what a body has said is written down in its name."""
    body = ("--body", ISSUERS[kind]) if kind in ISSUERS else ()
    file = written(f"attestation-{kind}", {"kind": kind, "about": about, "says": says, **more})
    within("applications", "--by", login, "attest", case, file, *body, quiet=True)


def signed(message: str) -> str:
    """What the wallet answers: personal_sign, as a wallet of an EVM chain does it."""
    text = message.encode()
    digest = bytes(Kekkak256.QuickDigest(b"\x19Ethereum Signed Message:\n" + str(len(text)).encode() + text))
    raw = KEY.sign_recoverable(digest, hasher=None)
    return (raw[:64] + bytes([raw[64] + 27])).hex()


def written(name: str, content: dict) -> Path:
    """A record as a file."""
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps(content, ensure_ascii=False))
    return path


def today() -> date:
    """The day on which the demonstration runs, where the office lies."""
    return datetime.now(ASHGABAT).date()
