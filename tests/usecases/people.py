"""The people of an office in tests, and a complete application of a miner."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from rugsat.store.accounts.models import Account, Role
from rugsat.store.parties.models import Party
from rugsat.usecases.call import Call
from rugsat.usecases.register_party import register_party

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

KARAKUM = {
    "kind": "legal_entity",
    "name": "Karakum Hash",
    "country": "TM",
    "registered_on": "2024-05-01",
    "names": [{"name": "Каракум Хэш", "use": "transliteration"}],
    "persons": [{"person": "p1", "natural": True, "name": "Orazow Aşyr", "country": "TM", "born": "1980-05-01"}],
    "holdings": [{"owner": "p1", "held": "karakum", "share": "1"}],
    "responsible": [{"person": "p1", "office": "director", "since": "2024-05-01"}],
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
    "wallets": [
        {
            "account": "bip122:000000000019d6689c085ae165831e93:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "purpose": "payout",
        }
    ],
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
        account = Account.objects.create(login=login, name=login.title())
        for role in roles:
            Role.objects.create(account=account, role=role, since=since)
    register_party(office.call("anna"), party="karakum", says=KARAKUM)
    for login, (party, role) in USERS.items():
        account = Account.objects.create(login=login, name=login.title(), party_id=party)
        Role.objects.create(account=account, role=role, since=since)
