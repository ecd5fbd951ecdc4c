"""A certificate, keys and trust made up for tests."""

from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rugsat.evidence.credentials.certificate import Certificate, CertifiedSite, LogPosition, StatusPosition
from rugsat.evidence.credentials.signer import SoftwareSigner
from rugsat.evidence.credentials.trust import Trust, TrustedKey

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LIST = "urn:rugsat:tm:status:1"

CERTIFICATE = Certificate(
    number="TM-MR-2026-000123",
    jurisdiction="tm",
    country={"en": "Turkmenistan", "ru": "Туркменистан", "tk": "Türkmenistan"},
    languages=("tk", "ru", "en"),
    time_zone="Asia/Ashgabat",
    instrument="mining_registration",
    title={
        "en": "Certificate of registration of a miner",
        "ru": "Свидетельство о регистрации майнера",
        "tk": "Maýneri bellige almak hakynda şahadatnama",
    },
    kind="registration_certificate",
    cls="industrial",
    class_title={"en": "Industrial mining", "ru": "Промышленный майнинг", "tk": "Senagat maýningi"},
    holder="«Garagum Hasaplaýyş Merkezi» Hojalyk Jemgyýeti",
    party="TM-P-00417",
    owners=("Aýgül Orazowa", "Merdan Ataýew", "Öwez Çaryýew"),
    licensed_w=5_600_000,
    sites=(
        CertifiedSite("S-01", "Mary welaýaty, Baýramaly etraby, Žemçužnaýa köçesi 14", {"en": "Mary", "ru": "Мары"}),
    ),
    conditions=({"en": "Power is drawn only through the connection points that the register names."},),
    issued_on=date(2026, 3, 2),
    since=date(2026, 3, 9),
    until=date(2029, 3, 9),
    issued_by={"en": "Central Bank of Turkmenistan", "tk": "Türkmenistanyň Merkezi banky"},
    rests_on=({"en": 'Law "On Virtual Assets" No. 298-VII of 22 November 2025'},),
    demonstration={"en": "Demonstration of the Turkmen regime", "ru": "Демонстрация туркменского режима"},
    status=StatusPosition(LIST, 48213),
    log=LogPosition("log.tm", 7),
)


def ed25519() -> SoftwareSigner:
    return SoftwareSigner(Ed25519PrivateKey.generate())


def p256() -> SoftwareSigner:
    return SoftwareSigner(generate_private_key(SECP256R1()))


def trusting(*signers: SoftwareSigner) -> Trust:
    return Trust({signer.key.id: TrustedKey(signer.key) for signer in signers})
