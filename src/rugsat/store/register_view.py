"""The register as requirements see it on a day: who is approved, who may attest, what others use already."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from rugsat.domain.licensing.registered import Home, KnownModel
from rugsat.domain.licensing.requirements.devices_declared import one_writing
from rugsat.law.pack import RulePack
from rugsat.store.bitemporal import as_of
from rugsat.store.fees.payments import LEDGER
from rugsat.store.licensing.models import (
    AuthorisationFacts,
    Case,
    Device,
    Dwelling,
    Issuer,
    MachineModel,
    Site,
)

AUTHORITY = "authority"
"""Who says what the authority itself has looked at."""
OF_THE_AUTHORITY = frozenset({"screening", "plan_review", "site_zoning", "wallet_control"})
"""What is said in the name of the authority: by an officer, or by the office when it has verified a signature."""


def register_view(
    case: Case, party: str, on: date, law: RulePack, *, serials: Sequence[str], models: Sequence[str]
) -> dict[str, object]:
    """What the register says that day, for an application of a party that names these machines.

    What the authorisation of the very case has there already is no other's, also while it passes to a new holder.
    """
    issuers = defaultdict[str, set[str]](set)
    for kind, body in as_of(Issuer, on=on).values_list("kind", "body"):
        issuers[kind].add(body)
    for kind in OF_THE_AUTHORITY:
        issuers[kind].add(AUTHORITY)
    issuers["payment"] = {LEDGER}
    others = as_of(Site, on=on).exclude(authorisation__party_id=party).exclude(authorisation__case_id=case.pk)
    sites = {each.site: each for each in others.only("site", "address", "authorisation_id")}
    return {
        "approved_providers": holders_of(law, on, "energy_provider"),
        "partner_banks": holders_of(law, on, "bank"),
        "issuers": {kind: frozenset(bodies) for kind, bodies in issuers.items()},
        "serials": {serial: sites[site].authorisation_id for serial, site in _serials(serials, on) if site in sites},
        "addresses": {each.address: each.authorisation_id for each in sites.values()},
        "homes": tuple(
            Home(each.latitude, each.longitude, each.address) for each in as_of(Dwelling, on=on).order_by("dwelling")
        ),
        "models": {
            each.model: KnownModel(each.nominal_w, each.nominal_th_s, each.source)
            for each in as_of(MachineModel, on=on).filter(model__in=models)
        },
    }


def holders_of(law: RulePack, on: date, role: str) -> frozenset[str]:
    """The parties that hold an authorisation in force on a day for an instrument of a role, as known now."""
    instruments = [
        name for name, each in law.rulebook.instruments.items() if any(v.role == role for v in each.versions)
    ]
    held = as_of(AuthorisationFacts, on=on).filter(status="in_force", authorisation__instrument__in=instruments)
    return frozenset(held.values_list("party_id", flat=True))


def _serials(serials: Sequence[str], on: date) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for begin in range(0, len(serials), 500):
        some = [one_writing(serial) for serial in serials[begin : begin + 500]]
        found += as_of(Device, on=on).filter(writing__in=some).values_list("serial", "site")
    return found
