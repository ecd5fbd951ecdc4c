"""The addresses of the register that are looked at in a browser."""

from rugsat.kernel.identifiers.register_number import register_number
from rugsat.store.licensing.models import Authorisation

WARNING = register_number(country="TM", series="W", year=2026, number=1)
"""The number of the first warning of the year."""
ADDRESSES = {
    "start": "/",
    "search": "/search",
    "found": "/search?q=karakum",
    "nothing": "/search?q=nobody+knows",
    "party": "/parties/karakum",
    "authorisation": "/authorisations/{number}",
    "earlier": "/authorisations/{number}?on=2026-03-03",
    "list": "/authorisations",
    "providers": "/approved",
    "assets": "/approved/assets",
    "warnings": "/warnings",
    "warning": f"/warnings/{WARNING}",
    "warned": "/search?q=altyncoin",
    "map": "/map",
    "statistics": "/statistics",
    "verify": "/verify",
    "verified": "/verify?text={number}",
    "mistyped": "/verify?text=TM-1",
    "data": "/data",
    "changes": "/data/changes?since=2026-03-01&until=2026-03-05",
    "refused": "/parties/nobody",
}


def number_of(party: str) -> str:
    """The number of a party's only registration as a miner."""
    return Authorisation.objects.get(instrument="mining_registration", party=party).authorisation
