"""Who is who: the authority, providers, banks, exchanges and pools of the country, by name and number."""

from dataclasses import dataclass

from rugsat.simulation.identities import bic_of, lei_of
from rugsat.simulation.plan import Plan
from rugsat.simulation.register import Register
from rugsat.simulation.streams import stream

AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm by its identifier in the register, its name and its international number."""

    party: str
    name: str
    lei: str
    authorisation: str = ""
    bic: str = ""
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """The firms that others deal with."""

    providers: tuple[Firm, ...]
    """Those that supply the public; each zone is supplied by one of them."""
    unapproved_provider: Firm
    """A real provider that is not approved to supply miners."""
    banks: tuple[Firm, ...]
    foreign_bank: Firm
    """A bank that is a partner of no exchange."""
    exchanges: tuple[Firm, ...]
    pools: tuple[Firm, ...]

    def provider_of(self, zone: str) -> Firm:
        """The provider that supplies the public of a zone."""
        return next(each for each in self.providers if zone in each.zones)


def roster_of(plan: Plan, zones: tuple[str, ...], country: str) -> Roster:
    """Name the firms of a country."""
    rng = stream(plan.seed, "roster")
    shared = [
        tuple(zone for number, zone in enumerate(zones) if number % plan.providers == each)
        for each in range(plan.providers)
    ]
    providers = [
        Firm(f"energo-{number + 1:02}", f"Simulated Energo {number + 1}", lei_of(rng), zones=held)
        for number, held in enumerate(shared)
    ]
    banks = [
        Firm(f"bank-{number + 1:02}", f"Simulated Bank {number + 1}", lei_of(rng), bic=bic_of(number, country))
        for number in range(plan.banks + 1)
    ]
    exchanges = [
        Firm(f"exchange-{number + 1:02}", f"Simulated Exchange {number + 1}", lei_of(rng), f"SIM-EXC-{number + 1:04}")
        for number in range(plan.exchanges)
    ]
    pools = [
        Firm(f"pool-{number + 1:02}", f"Simulated Pool {number + 1}", lei_of(rng), f"SIM-POOL-{number + 1:02}")
        for number in range(6)
    ]
    return Roster(
        providers=tuple(providers),
        unapproved_provider=Firm("steppe-power", "Simulated Steppe Power", lei_of(rng)),
        banks=tuple(banks[:-1]),
        foreign_bank=banks[-1],
        exchanges=tuple(exchanges),
        pools=tuple(pools),
    )


def enter(roster: Roster, register: Register, country: str) -> None:
    """Enter the firms into the register, with what each is authorised to do."""
    register.add("parties", party=AUTHORITY, kind="authority", name="Simulated Authority", lei=None, country=country)
    for kind, firms in (
        ("energy_provider", (*roster.providers, roster.unapproved_provider)),
        ("bank", (*roster.banks, roster.foreign_bank)),
        ("legal_entity", (*roster.exchanges, *roster.pools)),
    ):
        for firm in firms:
            register.add("parties", party=firm.party, kind=kind, name=firm.name, lei=firm.lei, country=country)
    for instrument, firms in (("exchange_licence", roster.exchanges), ("pool_registration", roster.pools)):
        for firm in firms:
            row = {"class": "*", "authorisation": firm.authorisation, "party": firm.party, "instrument": instrument}
            register.add("authorisations", row, status="in_force", licensed_w=None)
