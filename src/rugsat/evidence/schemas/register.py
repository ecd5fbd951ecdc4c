"""The register snapshot: who may do what, where and with what, each row with its valid and its known time."""

from rugsat.evidence.schemas.contract import Contract
from rugsat.kernel.column import Column, ColumnType

_T, _I, _D, _DEC = ColumnType.TEXT, ColumnType.INTEGER, ColumnType.DATE, ColumnType.DECIMAL

_TIMES = (
    Column("since", _D, "First day on which the row is true"),
    Column("until", _D, "First day on which it is no longer true; empty where no end is known", nullable=True),
    Column("recorded_us", ColumnType.MOMENT, "When the register came to know it"),
    Column("act", _T, "Act by which it was recorded", nullable=True),
)


def _table(name: str, purpose: str, *columns: Column, key: tuple[str, ...]) -> Contract:
    return Contract(f"register.{name}", 1, purpose, (*columns, *_TIMES), (*key, "since"))


PARTIES = _table(
    "parties",
    "Legal entities, entrepreneurs and authorities that the register knows",
    Column("party", _T, "Identifier of the party in the register"),
    Column("kind", _T, "legal_entity, entrepreneur, energy_provider, bank or authority"),
    Column("name", _T, "Registered name"),
    Column("lei", _T, "Legal entity identifier, ISO 17442", nullable=True),
    Column("country", _T, "Country of registration, ISO 3166-1 alpha-2"),
    key=("party",),
)
AUTHORISATIONS = _table(
    "authorisations",
    "What a party is registered, licensed or permitted to do",
    Column("authorisation", _T, "Number of the authorisation"),
    Column("party", _T, "Party that holds it"),
    Column("instrument", _T, "Instrument of the jurisdiction, as in mining_registration"),
    Column("class", _T, "Class within the instrument; * where it has none"),
    Column("status", _T, "in_force, suspended, revoked, surrendered or expired"),
    Column("licensed_w", _I, "Electric power that it allows, over all its sites", "W", nullable=True),
    key=("authorisation",),
)
SITES = _table(
    "sites",
    "Where an authorisation is exercised",
    Column("site", _T, "Identifier of the site"),
    Column("authorisation", _T, "Authorisation that names the site"),
    Column("address", _T, "Address as recorded"),
    Column("zone", _T, "Zone of the jurisdiction; * where it has none"),
    Column("latitude", _DEC, "Latitude, WGS 84", "degree", nullable=True),
    Column("longitude", _DEC, "Longitude, WGS 84", "degree", nullable=True),
    key=("site",),
)
CONNECTIONS = _table(
    "connections",
    "Connection points that belong to a site; the connection, not the meter, is the stable identity on the grid",
    Column("connection", _T, "Connection point"),
    Column("site", _T, "Site that it feeds"),
    Column("provider", _T, "Energy provider, a party"),
    key=("connection", "site"),
)
DEVICES = _table(
    "devices",
    "Machines that a site has declared",
    Column("serial", _T, "Serial number"),
    Column("site", _T, "Site where it stands"),
    Column("model", _T, "Model"),
    Column("nominal_w", _I, "Nominal electric power", "W"),
    Column("nominal_th_s", _DEC, "Nominal hash rate", "TH/s"),
    key=("serial",),
)
WALLETS = _table(
    "wallets",
    "Wallets that a party has declared",
    Column("wallet", _T, "Account, CAIP-10"),
    Column("party", _T, "Party that controls it"),
    Column("purpose", _T, "payout, hot, cold or client"),
    key=("wallet", "party"),
)
BANK_RELATIONS = _table(
    "bank_relations",
    "Which bank serves which exchange",
    Column("party", _T, "Exchange"),
    Column("bank", _T, "Bank, a party"),
    Column("account", _T, "Account that is used for clients' money"),
    key=("party", "bank", "account"),
)
APPROVED_ASSETS = _table(
    "approved_assets",
    "Assets that may be traded",
    Column("dti", _T, "Digital token identifier, ISO 24165"),
    Column("name", _T, "Name of the asset"),
    key=("dti",),
)
APPROVED_PROVIDERS = _table(
    "approved_providers",
    "Energy providers that miners may buy from",
    Column("provider", _T, "Energy provider, a party"),
    key=("provider",),
)
WARNINGS = _table(
    "warnings",
    "Firms that the public is warned of because they hold no authorisation; they need not be parties of the register",
    Column("warning", _T, "Number of the warning"),
    Column("name", _T, "What the firm calls itself"),
    Column("names", _T, "What else it calls itself, as a JSON array of texts"),
    Column("websites", _T, "Where it is found, as a JSON array of addresses"),
    Column("country", _T, "Where it says that it is, ISO 3166-1 alpha-2", nullable=True),
    Column("lei", _T, "Legal entity identifier, ISO 17442", nullable=True),
    Column("ground", _T, "Why the public is warned", nullable=True),
    Column("instrument", _T, "What it would need and does not have; empty where another has warned", nullable=True),
    Column("basis", _T, "law or policy; foreign where another authority has warned"),
    Column("rests_on", _T, "Article of the law, or act of policy", nullable=True),
    Column("authority", _T, "The authority that has warned, where it is another", nullable=True),
    Column("source", _T, "Register that it was taken from; empty for a warning of the office", nullable=True),
    key=("warning",),
)

REGISTER: tuple[Contract, ...] = (
    PARTIES,
    AUTHORISATIONS,
    SITES,
    CONNECTIONS,
    DEVICES,
    WALLETS,
    BANK_RELATIONS,
    APPROVED_ASSETS,
    APPROVED_PROVIDERS,
)
"""What supervision reads of the register. Warnings are published with it, and no check rests on them."""
