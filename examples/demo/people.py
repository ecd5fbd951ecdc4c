"""The people of the demonstration's office: who may act, and who stands behind the firms that apply; all made up."""

ACCOUNTS = {
    "anna": ("", ("licensing_officer",)),
    "dilber": ("", ("director",)),
    "merdan": ("", ("revenue_officer",)),
    "clock": ("", ("register",)),
    "kerim": ("altyn", ("applicant",)),
    "gozel": ("mary-energo", ("applicant", "energy_provider")),
}
"""Login: the organisation that it acts for, and its roles."""
ISSUERS = {
    "company_register": "statistics",
    "shareholders": "statistics",
    "identity": "migration-service",
    "criminal_record": "interior",
    "customs": "customs",
    "fire_certificate": "fire-service",
    "technical_certificate": "technical-service",
}
"""Bodies whose word counts on something."""


def _owned(party: str, person: str, name: str, born: str) -> dict:
    return {
        "registered_on": "2024-05-01",
        "persons": [{"person": person, "natural": True, "name": name, "country": "TM", "born": born}],
        "holdings": [{"owner": person, "held": party, "share": "1"}],
        "responsible": [
            {"person": person, "office": office, "since": "2024-05-01"} for office in ("director", "technical_manager")
        ],
        "accounts": [{"account": f"TM00{party.upper()}", "bank": "senagat"}],
    }


SAYS = {
    "altyn": _owned("altyn", "p-altyn", "Orazow Aşyr", "1980-05-01"),
    "mary-energo": _owned("mary-energo", "p-mary", "Nuryýewa Jeren", "1975-09-12"),
}
"""What the two firms that apply say of themselves, besides their names."""

WARNED = {
    "name": "Altyn Coin (made up)",
    "names": ["Алтын Коин"],
    "websites": ["altyncoin.example"],
    "country": "TM",
    "instrument": "exchange_licence",
    "ground": "Offers the exchange of crypto-assets and holds no licence.",
    "basis": "policy",
    "rests_on": "Demonstration of the Turkmen regime",
}
"""A firm that the authority warns of."""
