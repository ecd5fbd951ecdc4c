"""What belongs to an authorisation on the register: sites, connections, machines, wallets and banks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.requirements.devices_declared import one_writing
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.period import Period
from rugsat.law.parameter import ANY
from rugsat.store.bitemporal import Dated, Said, alone, as_of, write
from rugsat.store.licensing.models import BankRelation, Connection, Device, Site, Wallet


class TakenElsewhereError(RugsatError):
    """Something that another authorisation has on the register already."""


@dataclass(frozen=True, slots=True)
class Entered:
    """The authorisation, and the act and days by which something is entered."""

    authorisation: str
    party: str
    before: str
    """The holder before this act: what it declared ends where another holds from now on."""
    period: Period
    act: str
    at: Any


def enter_belongings(entered: Entered, facts: Facts | None) -> None:
    """Let the register say of the authorisation what the facts say from a day on; nothing where they are None."""
    for taken_once in (Site, Device):
        alone(taken_once)
    wanted = _wanted(entered, facts) if facts else {}
    held = _held(entered)
    _refuse_taken(entered, wanted, held)
    models: tuple[type[Any], ...] = (Site, Connection, Device, Wallet, BankRelation)
    for model in models:
        rows = wanted.get(model, {})
        said = [Said(dict(zip(model.KEY, key, strict=True)), values) for key, values in rows.items()]
        said += [Said(dict(zip(model.KEY, key, strict=True)), None) for key in held[model] if key not in rows]
        if said:
            write(model, said, period=entered.period, at=entered.at, act=entered.act)


def _wanted(entered: Entered, facts: Facts) -> Mapping[type[Dated], dict[tuple[Any, ...], dict[str, Any]]]:
    zone = {site.site: site.zone or ANY for site in facts.sites}
    return {
        Site: {
            (each.site,): {
                "authorisation_id": entered.authorisation,
                "address": each.address,
                "zone": zone[each.site],
                "latitude": each.latitude,
                "longitude": each.longitude,
            }
            for each in facts.sites
        },
        Connection: {(each.connection, each.site): {"provider": each.provider} for each in facts.connections},
        Device: {
            (each.serial,): {
                "writing": one_writing(each.serial),
                "site": each.site,
                "model": each.model,
                "nominal_w": each.nominal_w,
                "nominal_th_s": each.nominal_th_s,
            }
            for each in facts.devices
        },
        Wallet: {(each.account, entered.party): {"purpose": each.purpose} for each in facts.wallets},
        BankRelation: {(entered.party, each.bank, each.account): {} for each in facts.banks},
    }


def _held(entered: Entered) -> Mapping[type[Dated], set[tuple[Any, ...]]]:
    """What the register has of the authorisation on the first day of the period."""
    day, mine = entered.period.since, f"{entered.act.rpartition('/')[0]}/"
    holders = {entered.party, entered.before}
    sites = set(as_of(Site, on=day).filter(authorisation_id=entered.authorisation).values_list("site", flat=True))
    rows: dict[type[Any], Any] = {
        Site: as_of(Site, on=day).filter(authorisation_id=entered.authorisation),
        Connection: as_of(Connection, on=day).filter(site__in=sites),
        Device: as_of(Device, on=day).filter(site__in=sites),
        # What a party has declared for another authorisation is not this one's to end.
        Wallet: as_of(Wallet, on=day).filter(party_id__in=holders, act__startswith=mine),
        BankRelation: as_of(BankRelation, on=day).filter(party_id__in=holders, act__startswith=mine),
    }
    return {model: {tuple(row) for row in found.values_list(*model.KEY)} for model, found in rows.items()}


def _refuse_taken(entered: Entered, wanted: Mapping[Any, Any], held: Mapping[Any, Any]) -> None:
    """A site or a machine stands on the register once; what another has is not taken away from it by the way."""
    of: tuple[tuple[Any, str], ...] = ((Site, "site"), (Device, "machine"))
    for model, what in of:
        fresh = sorted(key[0] for key in wanted.get(model, {}) if key not in held[model])
        for begin in range(0, len(fresh), 500):
            taken = as_of(model, on=entered.period.since).filter(**{f"{model.KEY[0]}__in": fresh[begin : begin + 500]})
            for row in taken[:1]:
                message = (
                    f"the {what} {getattr(row, model.KEY[0])} belongs to another authorisation: it leaves that first"
                )
                raise TakenElsewhereError(message)
