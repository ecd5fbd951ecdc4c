"""Applications that meet every requirement of the demonstrated Turkmen regime, to take something away from."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from rugsat.domain.licensing.assess import assess
from rugsat.domain.licensing.facts import (
    Applicant,
    Attestation,
    BankRelation,
    Connection,
    Device,
    Facts,
    Holding,
    Person,
    Responsible,
    Site,
    Wallet,
)
from rugsat.domain.licensing.outcome import Outcome, Status
from rugsat.domain.licensing.registered import Home, KnownModel
from rugsat.evidence.sanctions.screening_list import Listed, ScreeningList
from rugsat.kernel.digest import digest_of
from rugsat.kernel.period import Period
from rugsat.law.pack import RulePack, load_jurisdiction

ON = date(2026, 6, 1)
WALLET = "eip155:1:0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"
BODIES = {
    "company_register": "ministry_of_justice",
    "shareholders": "ministry_of_justice",
    "identity": "migration_service",
    "criminal_record": "ministry_of_interior",
    "no_offshore_account": "central_bank",
    "payment": "fee_ledger",
    "wallet_control": "central_bank",
    "customs": "state_customs",
    "site_zoning": "land_register",
    "fire_certificate": "fire_service",
    "technical_certificate": "energy_inspection",
    "server_location": "security_agency",
    "local_office": "tax_service",
    "aml_qualification": "monitoring_service",
    "plan_review": "auditor_a",
    "screening": "officer_1",
}
REGISTER = {
    "approved_providers": ["turkmenenergo"],
    "partner_banks": ["bank_a", "bank_b"],
    "issuers": {kind: [body] for kind, body in BODIES.items()},
    "serials": {"OTHER1": "MR-9"},
    "addresses": {"Mary, Bitarap köçesi 7": "MR-9"},
    "homes": [Home(Decimal("37.6000"), Decimal("61.8300"), "Mary, Gurluşykçy 1")],
    "models": {"Antminer S19": KnownModel(3250, Decimal(95), "list of models, 2026")},
}
LIST = ScreeningList(
    "un_consolidated",
    date(2026, 2, 27),
    "ab" * 32,
    (Listed("QDi.001", True, ("DOKU KHAMATOVICH UMAROV",), (1964, 1964)),),
)
CUSTODY: Mapping[str, object] = {
    "cold_share": "90",
    "key_holders": ["anna", "berdi", "çary"],
    "signatures_needed": 2,
    "recovery": "sealed seeds in two banks",
    "audit_every_days": 90,
}
AML: Mapping[str, object] = dict.fromkeys(
    ("risk_assessment", "identification", "monitoring", "reporting", "training", "record_keeping"), "as written"
)


def said(kind: str, about: str, by: str = "", /, *, since: date = date(2026, 1, 10), until: date | None = None, **says):
    """An attestation by the body that may give it."""
    return Attestation(kind, about, by or BODIES[kind], since, says, Period(since, until))


def miner() -> Facts:
    """A legal entity with one owner, one site, one connection point, one machine and one wallet."""
    return Facts(
        instrument="mining_registration",
        cls="industrial",
        applicant=Applicant("P1", "legal_entity", "Garagum Maýning", "TM", None, date(2025, 1, 1)),
        persons=(Person("anna", True, "Anna Orazowa", "TM", date(1980, 5, 1)),),
        holdings=(Holding("anna", "P1", Decimal(1)),),
        responsible=(
            Responsible("anna", "director", date(2025, 1, 1)),
            Responsible("anna", "technical_manager", date(2025, 1, 1)),
        ),
        sites=(Site("S1", "Mary, Oguzhan köçesi 3", "mary", Decimal("37.5000"), Decimal("61.9000")),),
        connections=(Connection("C1", "S1", "turkmenenergo", 500_000),),
        devices=(Device("SN1", "S1", "Antminer S19", 3250, Decimal(95), "Bitmain", "CN", "GTD-1", date(2024, 1, 1)),),
        wallets=(Wallet(WALLET, "payout"),),
        attestations=(
            *common(),
            said("payment", "fee:mining_registration", amount="500", currency="TMT"),
            said("connection", "connection:C1", "turkmenenergo", site="S1", capacity_w=500_000),
            said("separate_meter", "connection:C1", "turkmenenergo", meter="M-77", serves=["mining"]),
            said("customs", "customs:GTD-1", serials=["sn-1"], supplier="BITMAIN", origin="CN", made_on="2024-01-01"),
            said("site_zoning", "site:S1", zone="mary", land_use="industrial", latitude="37.5000", longitude="61.9000"),
            said("fire_certificate", "site:S1", passed=True, until=date(2027, 1, 1)),
            said("technical_certificate", "site:S1", passed=True, until=date(2027, 1, 1)),
        ),
        register=REGISTER,
        lists=(LIST,),
    )


def exchange() -> Facts:
    """A legal entity with one owner, a partner bank, capital, servers, plans, officers and one wallet."""
    return Facts(
        instrument="exchange_licence",
        cls="*",
        applicant=Applicant("P1", "legal_entity", "Garagum Birža", "TM", None, date(2025, 1, 1)),
        persons=(
            Person("anna", True, "Anna Orazowa", "TM", date(1980, 5, 1)),
            Person("berdi", True, "Berdi Saparow", "TM", date(1985, 5, 1)),
        ),
        holdings=(Holding("anna", "P1", Decimal(1)),),
        responsible=(
            Responsible("anna", "director", date(2025, 1, 1)),
            Responsible("berdi", "aml_officer", date(2025, 1, 1)),
            Responsible("berdi", "security_officer", date(2025, 1, 1)),
        ),
        wallets=(Wallet(WALLET, "cold"),),
        banks=(BankRelation("bank_a", "TM01"),),
        plans={"custody": CUSTODY, "aml": AML},
        attestations=(
            *common(),
            said("identity", "person:berdi", country="TM"),
            said("criminal_record", "person:berdi", unexpunged=False),
            said("no_offshore_account", "person:anna", found=False),
            said("payment", "fee:exchange_licence", amount="50000", currency="TMT"),
            said("bank_relation", "bank:bank_a", "bank_a", accounts=["TM01"]),
            said("capital", "party:P1", "bank_a", amount="10000000", currency="TMT"),
            said("local_office", "party:P1", passed=True),
            said("server_location", "party:P1", countries=["TM"]),
            said("aml_qualification", "person:berdi", passed=True, until=date(2027, 1, 1)),
            said("plan_review", "plan:custody", digest=digest_of(CUSTODY), passed=True),
            said("plan_review", "plan:aml", digest=digest_of(AML), passed=True),
        ),
        register=REGISTER,
        lists=(LIST,),
    )


def common() -> tuple[Attestation, ...]:
    """What both applicants have attested."""
    return (
        said(
            "company_register",
            "party:P1",
            country="TM",
            seat_country="TM",
            status="active",
            kind="legal_entity",
            legal_form="economic_society",
        ),
        said("shareholders", "party:P1", owners={"anna": "100"}),
        said("identity", "person:anna", country="TM"),
        said("criminal_record", "person:anna", unexpunged=False),
        said("wallet_control", f"wallet:{WALLET}", party="P1", method="EIP-191"),
    )


def without(facts: Facts, kind: str, about: str = "") -> Facts:
    """The application without the attestations of a kind, about one thing or all."""
    kept = (each for each in facts.attestations if each.kind != kind or (about and each.about != about))
    return replace(facts, attestations=tuple(kept))


def saying(facts: Facts, kind: str, about: str = "", by: str = "", /, **says: object) -> Facts:
    """The application with other words in the attestation of a kind; None takes a word away."""
    found = [each for each in facts.attestations if each.kind == kind and about in {"", each.about}]
    assert found, f"no attestation {kind} of {about or 'anything'}"
    changed = []
    for each in facts.attestations:
        if each in found:
            words = {name: word for name, word in {**each.says, **says}.items() if word is not None}
            changed.append(replace(each, says=words, by=by or each.by))
        else:
            changed.append(each)
    return replace(facts, attestations=tuple(changed))


def adding(facts: Facts, *more: Attestation) -> Facts:
    """The application with more attestations."""
    return replace(facts, attestations=(*facts.attestations, *more))


def knowing(facts: Facts, **register: object) -> Facts:
    """The application beside another register."""
    return replace(facts, register={**facts.register, **register})


@cache
def demonstrated() -> RulePack:
    """The Turkmen law with its demonstration."""
    return load_jurisdiction("tm", demonstration=["demonstration"])


@cache
def law_setting(parameter: str, value: str) -> RulePack:
    """The demonstrated law with another value of a parameter."""
    act = (
        "title: {en: Tried, ru: Проба, tk: Synag}\nkind: policy\nstatus: draft\nsince: 2024-01-01\n"
        f"sets:\n  - {{parameter: {parameter}, value: {value}}}\n"
    )
    return demonstrated().trying("tried", text=act)


def answer(name: str, facts: Facts, *, pack: RulePack | None = None, on: date = ON) -> Outcome:
    """What one requirement says of an application."""
    return next(each for each in assess(facts, pack or demonstrated(), on) if each.requirement == name)


def status(name: str, facts: Facts, *, pack: RulePack | None = None, on: date = ON) -> Status:
    """The answer of one requirement alone."""
    return answer(name, facts, pack=pack, on=on).status
