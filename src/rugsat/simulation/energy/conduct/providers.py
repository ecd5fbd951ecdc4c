"""Power from providers that are not approved, and supply that only looks like it."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from rugsat.simulation.energy.conduct.case import Case, Conduct, Key
from rugsat.simulation.energy.machines import ALWAYS
from rugsat.simulation.energy.mines import Connection, Spell
from rugsat.simulation.energy.recruit import Traits
from rugsat.simulation.identities import lei_of

_ALL_BUT_NOTHING = 0.999


def small_provider(case: Case, which: str, *approved: tuple[date | None, date | None]) -> str:
    """Enter a provider that supplies this miner only, with the days on which it is approved."""
    party = f"power-{case.miner.number + 1:05}{which}"
    name = f"Simulated Power Plant {case.miner.number + 1}{which}"
    register = case.world.register
    register.add(
        "parties", party=party, kind="energy_provider", name=name, lei=lei_of(case.rng), country=case.world.country
    )
    for since, until in approved:
        register.add("approved_providers", provider=party, since=since, until=until)
    return party


def supplied_by(connection: Connection, case: Case, *spells: tuple[str, int]) -> None:
    """Let providers supply the connection, each from a day on."""
    ends = [case.day(day) for _, day in spells[1:]] + [None]
    connection.registered = [
        Spell(provider, case.day(day) if number else None, end)
        for number, ((provider, day), end) in enumerate(zip(spells, ends, strict=True))
    ]
    for provider, day in spells:
        connection.readers[max(day, 0) :] = [provider] * (case.days - max(day, 0))
    connection.attestations = [(max(day, 0), provider, "mining") for provider, day in spells if day < case.days]


class _Unapproved(Conduct):
    """The second connection hangs on a provider that was never approved."""

    traits = Traits(connections=2)

    def equip(self, case: Case) -> None:
        connection = case.miner.connections[1]
        connection.share = min(case.size, _ALL_BUT_NOTHING)
        supplied_by(connection, case, (case.world.roster.unapproved_provider.party, ALWAYS))


class _Reserve(Conduct):
    """A second connection to an unapproved provider draws nothing."""

    traits = Traits(connections=2)

    def equip(self, case: Case) -> None:
        connection = case.miner.connections[1]
        connection.share = 0.0
        supplied_by(connection, case, (case.world.roster.unapproved_provider.party, ALWAYS))


class _GoesOn(Conduct):
    """The approval ends, and provider and miner carry on."""

    traits = Traits(sites=1, large=False)

    def equip(self, case: Case) -> None:
        days = min(case.days, max(1, round(case.size)))
        case.on = list(range(case.days - days, case.days))
        provider = small_provider(case, "", (None, case.day(case.days - days)))
        supplied_by(case.miner.connections[0], case, (provider, ALWAYS))


class _ChangedInTime(Conduct):
    """The miner moves to another provider when the approval of the old one ends."""

    traits = Traits(sites=1, large=False)
    least_days = 2

    def equip(self, case: Case) -> None:
        day, connection = case.middle(), case.miner.connections[0]
        other = connection.registered[0].value
        provider = small_provider(case, "", (None, case.day(day)))
        supplied_by(connection, case, (provider, ALWAYS), (other, day))


class _Begins(Conduct):
    """A provider is approved in mid-month; the site draws from that day on."""

    traits = Traits(sites=1, large=False, fails=False)
    least_days = 2

    def equip(self, case: Case) -> None:
        day, connection = case.middle(), case.miner.connections[0]
        provider = small_provider(case, "", (case.day(day), None))
        supplied_by(connection, case, (provider, ALWAYS))
        connection.registered = [Spell(provider, since=case.day(day))]
        connection.attestations = [(day, provider, "mining")]
        connection.first_day = connection.owned_from = case.noted["day"] = day

    def operate(self, case: Case) -> None:
        day = case.miner.connections[0].first_day
        case.miner.site_load[0][:day] = 0
        case.miner.work[:day] = 0
        case.miner.hours[:day] = 0


class _Renewed(Conduct):
    """One approval ends and the next begins."""

    traits = Traits(sites=1, large=False)
    least_days = 2

    def equip(self, case: Case) -> None:
        day = case.day(case.middle())
        provider = small_provider(case, "", (None, day), (day, None))
        supplied_by(case.miner.connections[0], case, (provider, ALWAYS))


class _Renamed(Conduct):
    """A provider merges; its successor is approved from that day and takes the connection over."""

    traits = Traits(sites=1, large=False)
    least_days = 2

    def equip(self, case: Case) -> None:
        day = case.middle()
        before = small_provider(case, "a", (None, case.day(day)))
        after = small_provider(case, "b", (case.day(day), None))
        supplied_by(case.miner.connections[0], case, (before, ALWAYS), (after, day))


class _LendsName(Conduct):
    """An approved provider attests; another one that is not approved supplies on some days."""

    traits = Traits(sites=1)

    def equip(self, case: Case) -> None:
        count = min(case.days, max(1, round(case.size * case.days)))
        first = int(case.rng.integers(0, case.days - count + 1))
        case.on = list(range(first, first + count))
        other = case.world.roster.unapproved_provider.party
        connection = case.miner.connections[0]
        connection.readers[first : first + count] = [other] * count


class FactoryThatDoesNotMine(Conduct):
    """A factory draws from an unapproved provider day and night; it is no miner."""

    def connection_for(self, case: Case) -> Connection:
        """The factory's connection, with a flat load."""
        party = case.world.roster.unapproved_provider.party
        name = f"FAC-{case.role.number + 1:05}"
        load = np.rint(case.rng.uniform(20_000, 90_000) * case.rng.uniform(0.98, 1.02, (case.days, 96))).astype(
            np.int64
        )
        connection = Connection(name, 0, [(0, 0, f"SF{case.role.number + 1:08}")], [Spell(party)], [party] * case.days,
                                tariffs=[(0, "industrial")], load=load)  # fmt: skip
        last = case.day(case.days - 1)
        case.tell(f"connection:{name}", case.day(0), last, story=f"{name}: a factory that does not mine")
        return connection


_NEVER, _GOES_ON, _ATTESTED = (
    "unapproved_provider_supplies_site", "drawing_goes_on_after_approval_ends", "attestation_names_another_provider",
)  # fmt: skip
CONDUCTS: Mapping[Key, Conduct] = {
    (_NEVER, ""): _Unapproved(),
    (_NEVER, "reserve_line_without_draw"): _Reserve(),
    (_GOES_ON, ""): _GoesOn(),
    (_GOES_ON, "supplier_changed_in_time"): _ChangedInTime(),
    (_GOES_ON, "approval_begins_in_mid_month"): _Begins(),
    (_GOES_ON, "approval_renewed_without_gap"): _Renewed(),
    (_ATTESTED, ""): _LendsName(),
    (_ATTESTED, "provider_renamed"): _Renamed(),
}
FACTORY: Key = (_NEVER, "customer_who_does_not_mine")
