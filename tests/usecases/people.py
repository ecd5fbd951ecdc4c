"""The people of an office in tests, and a complete application of a miner."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bip_utils import EthAddrEncoder
from bip_utils.utils.crypto import Kekkak256
from coincurve import PrivateKey

from rugsat.kernel.period import Period
from rugsat.store.accounts.models import Account, Role
from rugsat.store.bitemporal import Said, write
from rugsat.store.licensing.models import Authorisation, AuthorisationFacts, Case
from rugsat.store.parties.models import Party
from rugsat.usecases.approve_issuer import approve_issuer
from rugsat.usecases.attest import attest
from rugsat.usecases.book_payment import book_payment
from rugsat.usecases.call import Call, Done
from rugsat.usecases.challenge_wallet import challenge_wallet
from rugsat.usecases.countersign import countersign
from rugsat.usecases.draft_warning import draft_warning
from rugsat.usecases.draft_warning_withdrawal import draft_warning_withdrawal
from rugsat.usecases.enter_reference import enter_reference
from rugsat.usecases.grant import grant
from rugsat.usecases.hand_in_document import hand_in_document
from rugsat.usecases.invoice_fee import invoice_fee
from rugsat.usecases.issue_warning import issue_warning
from rugsat.usecases.keep_screening_list import keep_screening_list
from rugsat.usecases.open_application import open_application
from rugsat.usecases.prove_wallet import prove_wallet
from rugsat.usecases.register_party import register_party
from rugsat.usecases.submit import submit
from rugsat.usecases.withdraw_warning import withdraw_warning

OFFICERS = {
    "anna": ("licensing_officer",),
    "batyr": ("licensing_officer",),
    "dilber": ("director",),
    "serdar": ("supervisor",),
    "sona": ("supervisor",),
    "merdan": ("revenue_officer",),
    "adviser": ("adviser",),
    "reviewer": ("reviewer",),
    "register": ("register",),
    "administrator": ("administrator",),
}
USERS = {"kerim": ("karakum", "applicant"), "grid": ("grid-mary", "energy_provider"), "fire": ("fire-service", "body")}

KEY = PrivateKey(b"\x01" * 32)
WALLET_ADDRESS = EthAddrEncoder.EncodeKey(KEY.public_key.format())

KARAKUM = {
    "kind": "legal_entity",
    "name": "Karakum Hash",
    "country": "TM",
    "registered_on": "2024-05-01",
    "names": [{"name": "Каракум Хэш", "use": "transliteration"}],
    "persons": [{"person": "p1", "natural": True, "name": "Orazow Aşyr", "country": "TM", "born": "1980-05-01"}],
    "holdings": [{"owner": "p1", "held": "karakum", "share": "1"}],
    "responsible": [
        {"person": "p1", "office": "director", "since": "2024-05-01"},
        {"person": "p1", "office": "technical_manager", "since": "2024-05-01"},
    ],
    "accounts": [{"account": "TM00BANK1", "bank": "senagat"}],
}
APPLICATION = {
    "sites": [
        {
            "site": "karakum-1",
            "address": "Mary, Industrial zone 4",
            "zone": "mary",
            "latitude": "37.60",
            "longitude": "61.83",
            "land_use": "industrial",
        }
    ],
    "connections": [
        {"connection": "MR-0001", "site": "karakum-1", "provider": "grid-mary", "capacity_w": 2_000_000},
    ],
    "devices": [
        {
            "serial": f"S19-{number:04}",
            "site": "karakum-1",
            "model": "Antminer S19 XP",
            "nominal_w": 3010,
            "nominal_th_s": "140",
            "supplier": "bitmain",
            "origin": "CN",
            "customs_reference": f"TM-2025-{number}",
            "made_on": "2025-01-01",
        }
        for number in range(3)
    ],
    "wallets": [{"account": f"eip155:1:{WALLET_ADDRESS}", "purpose": "payout"}],
}


@dataclass
class Office:
    """The clock of a test; every call moves it on by a minute."""

    now: datetime

    def call(self, by: str, **more: Any) -> Call:
        """A call by somebody, a minute after the one before."""
        self.now += timedelta(minutes=1)
        return Call(by=by, at=self.now, **more)

    def wait(self, days: int) -> None:
        """Let days go by."""
        self.now += timedelta(days=days)


def make_people(office: Office) -> None:
    """Accounts and parties as if they had been there for a year."""
    for party in ("grid-mary", "fire-service", "senagat"):
        Party.objects.create(party=party, opened_at=office.now)
    since = date(2025, 1, 1)
    for login, roles in OFFICERS.items():
        account, _ = Account.objects.get_or_create(login=login, defaults={"name": login.title()})
        for role in roles:
            Role.objects.create(account=account, role=role, since=since)
    register_party(office.call("anna"), party="karakum", says=KARAKUM)
    for login, (party, role) in USERS.items():
        account = Account.objects.create(login=login, name=login.title(), party_id=party)
        Role.objects.create(account=account, role=role, since=since)


ISSUERS = {
    "company_register": "statistics",
    "shareholders": "statistics",
    "identity": "migration-service",
    "criminal_record": "interior",
    "customs": "customs",
    "fire_certificate": "fire-service",
    "technical_certificate": "technical-service",
}
WALLET = APPLICATION["wallets"][0]["account"]


UN_LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL>
<FIRST_NAME>NOBODY</FIRST_NAME><SECOND_NAME>ATALL</SECOND_NAME><REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER>
</INDIVIDUAL></INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>"""
REFERENCE = {
    "models": [
        {"model": "Antminer S19 XP", "nominal_w": 3010, "nominal_th_s": "140", "source": "published by its maker"}
    ],
    "dwellings": [{"dwelling": "q1", "latitude": "37.70", "longitude": "61.83"}],
}


def signed(message: str) -> str:
    """What the wallet of Karakum answers to a message: personal_sign, as a wallet of an EVM chain does it."""
    text = message.encode()
    digest = bytes(Kekkak256.QuickDigest(b"\x19Ethereum Signed Message:\n" + str(len(text)).encode() + text))
    raw = KEY.sign_recoverable(digest, hasher=None)
    return (raw[:64] + bytes([raw[64] + 27])).hex()


def approve(office: Office, party: str, instrument: str) -> None:
    """Put an authorisation on the register as an earlier year left it, without leading its case once more."""
    number, since = f"{instrument}-1", date(2025, 1, 1)
    case = Case.objects.create(
        case=f"case-{number}", party_id=party, instrument=instrument, cls="*", opened_at=office.now, state="granted"
    )
    Authorisation.objects.create(
        authorisation=number, party_id=party, case=case, instrument=instrument, granted_at=office.now
    )
    values = {"party_id": party, "cls": "*", "status": "in_force"}
    said = [Said({"authorisation_id": number}, values)]
    write(AuthorisationFacts, said, period=Period(since), at=office.now, act="earlier")


def prepare(office: Office) -> None:
    """All that the office knows before Karakum applies: who may attest what, models, homes, the list, the grid."""
    for kind, body in ISSUERS.items():
        approve_issuer(office.call("dilber"), kind=kind, body=body)
    enter_reference(office.call("anna"), says=REFERENCE)
    keep_screening_list(office.call("anna"), name="UN_consolidated.xml", content=UN_LIST)
    approve(office, "grid-mary", "approved_energy_provider")


def apply(office: Office) -> str:
    """Karakum applies, pays and submits; others attest what it says. The number of the case."""
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial", "says": APPLICATION}
    case = open_application(office.call("kerim"), **asked).subject
    handed = {"case": case, "kind": "letters", "name": "letters.pdf", "content": b"%PDF-1.7 letters"}
    document = hand_in_document(office.call("kerim"), **handed).told["digest"]
    for login, body, said in attestations():
        written = {**said, "document": document if body else ""}
        attest(office.call(login), case=case, attestation=written, by=body)
    challenge = challenge_wallet(office.call("kerim"), case=case, account=WALLET).told
    prove_wallet(office.call("kerim"), nonce=challenge["nonce"], signature=signed(challenge["message"]))
    invoice = invoice_fee(office.call("merdan"), case=case).told["invoice"]
    pay(office, invoice)
    submit(office.call("kerim"), case=case)
    return case


def pay(office: Office, invoice: str, amount: str = "500.00", line: str = "B-1") -> None:
    """A line of the bank that names the invoice."""
    book_payment(
        office.call("merdan"),
        bank_line=line,
        received_on=office.now.date(),
        payer_account="TM00BANK1",
        text=f"registration fee {invoice}",
        amount=amount,
        currency="TMT",
    )


def grant_it(office: Office, case: str) -> str:
    """Two officers grant the application. The number of the authorisation."""
    countersign(office.call("anna"), case=case, signs_for="grant")
    return str(grant(office.call("dilber"), case=case).told["authorisation"])


def attestations() -> list[tuple[str, str, dict[str, Any]]]:
    """Who says what of the application of Karakum, besides payment and the wallet: account, body, attestation."""
    site, connection, party = "site:karakum-1", "connection:MR-0001", "party:karakum"
    customs = [
        {
            "kind": "customs",
            "about": f"customs:TM-2025-{number}",
            "says": {"serials": [f"S19-{number:04}"], "origin": "CN", "supplier": "Bitmain", "made_on": "2025-01-01"},
        }
        for number in range(3)
    ]
    zoning = {"latitude": "37.60", "longitude": "61.83", "zone": "mary", "land_use": "industrial"}
    return [
        *(("anna", "customs", each) for each in customs),
        (
            "grid",
            "",
            {"kind": "connection", "about": connection, "says": {"site": "karakum-1", "capacity_w": 2_000_000}},
        ),
        ("grid", "", {"kind": "separate_meter", "about": connection, "says": {"meter": "M-1", "serves": []}}),
        ("fire", "", {"kind": "fire_certificate", "about": site, "says": {"passed": True}, "until": "2027-01-01"}),
        ("anna", "technical-service", {"kind": "technical_certificate", "about": site, "says": {"passed": True}}),
        (
            "anna",
            "statistics",
            {
                "kind": "company_register",
                "about": party,
                "says": {
                    "country": "TM",
                    "status": "active",
                    "kind": "legal_entity",
                    "legal_form": "joint_stock_company",
                },
            },
        ),
        ("anna", "statistics", {"kind": "shareholders", "about": party, "says": {"owners": {"p1": "100"}}}),
        ("anna", "migration-service", {"kind": "identity", "about": "person:p1", "says": {"country": "TM"}}),
        ("anna", "interior", {"kind": "criminal_record", "about": "person:p1", "says": {"unexpunged": False}}),
        ("anna", "", {"kind": "site_zoning", "about": site, "says": zoning}),
    ]


def warn(office: Office, says: Any, *, warning: str = "") -> Done:
    """A warning that one supervisor drafts and another signs."""
    draft = draft_warning(office.call("serdar"), says=says, warning=warning).subject
    return issue_warning(office.call("sona"), draft=draft)


def end_warning(office: Office, warning: str, *, note: str = "it has got its licence") -> Done:
    """A warning that a supervisor lets be withdrawn, and a director withdraws."""
    draft = draft_warning_withdrawal(office.call("serdar"), warning=warning, note=note).subject
    return withdraw_warning(office.call("dilber"), draft=draft)
