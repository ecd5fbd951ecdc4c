"""What can be chosen or filed in several areas, in words: statuses, kinds, ways, purposes."""

from collections.abc import Iterable, Mapping

from rugsat.kernel.language import gettext


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


STATUSES = {
    "in_force": _mark("In force"),
    "suspended": _mark("Suspended"),
    "revoked": _mark("Revoked"),
    "surrendered": _mark("Given up by the holder"),
    "expired": _mark("Expired"),
}
"""How an authorisation stands."""
FILED = {
    "ACPT": _mark("Accepted"),
    "PART": _mark("Accepted in part"),
    "RJCT": _mark("Rejected"),
    "CRPT": _mark("Rejected, the file cannot be read"),
    "INCF": _mark("Rejected, the file is not what its name says"),
}
"""What became of a filing."""
FILINGS = {
    "original": _mark("original"),
    "correction": _mark("correction"),
    "cancellation": _mark("cancellation"),
    "nil": _mark("nil, nothing to report"),
}
"""What a filing does to what was filed before."""
PARTIES = {
    "legal_entity": _mark("Legal entity"),
    "entrepreneur": _mark("Individual entrepreneur"),
    "natural_person": _mark("Natural person"),
    "energy_provider": _mark("Energy provider"),
    "bank": _mark("Bank"),
    "authority": _mark("Public body"),
    "body": _mark("Public body"),
}
"""What kind of party it is."""
USES = {
    "registered": _mark("registered name"),
    "trade": _mark("trade name"),
    "transliteration": _mark("in another script"),
}
"""What a further name of a party is."""
DOCUMENTS = {
    "charter": _mark("Charter of the organisation"),
    "register_extract": _mark("Extract of the company register"),
    "ownership": _mark("Papers on owners"),
    "premises": _mark("Papers on premises and land"),
    "electricity": _mark("Contract or papers on electricity"),
    "machines": _mark("Papers on machines and customs"),
    "plan": _mark("Plan or programme"),
    "answer": _mark("Annex to an answer"),
    "lease": _mark("Lease"),
    "certificate": _mark("Certificate"),
    "letter": _mark("Letter"),
    "proof_of_service": _mark("Proof of service"),
    "other": _mark("Something else"),
}
"""What a document of a case is."""
SENT = {"electronic": _mark("Through the portal"), "letter": _mark("By letter")}
"""How something is sent."""
SERVED = {
    "portal": _mark("Opened in the portal"),
    "post": _mark("By registered post"),
    "hand": _mark("By hand against a signature"),
}
"""How something reached whoever it is for."""
PURPOSES = {
    "payout": _mark("Coins that are mined come in here"),
    "hot": _mark("Hot wallet, for daily use"),
    "cold": _mark("Cold wallet, kept off the network"),
    "client": _mark("Clients' assets"),
}
"""What a wallet is for."""
FACTORS = {
    "totp": _mark("app that shows codes"),
    "webauthn": _mark("passkey"),
    "recovery_codes": _mark("recovery code"),
}
"""Second factors."""
OUTCOMES = {
    "reopened": _mark("They are open again"),
    "dismissed": _mark("They are dismissed: nothing follows from them"),
}
"""What becomes of the findings of a case that is closed."""
REGISTERS = {"office": _mark("that of the office"), "lake": _mark("that of the lake")}
"""Whose register a run takes."""
LISTS = {"un_consolidated": _mark("Consolidated list of the United Nations")}
"""Lists of sanctioned persons."""


def choices_of(words: Mapping[str, str], names: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What can be chosen, as value and word; of some names only where they are given."""
    return [(name, gettext(words[name])) for name in names or words]
