"""Does an approved provider attest each connection point, with at least the capacity that is applied for?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, number, unattested
from rugsat.domain.licensing.facts import Connection, Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Looked, Point, looked_at, met, not_asked, unknown, unmet
from rugsat.domain.licensing.registered import registered
from rugsat.domain.licensing.requirement import requirement


@requirement(roles=("miner",), rests_on=("energy.approved_provider_required",))
def provider_attests_connection(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """The approved provider of each connection point attests the point, its site and at least the capacity applied for.

    Evidence: connection about connection:…, said by the very provider that the application names and the register
    holds as approved that day; it says site and capacity_w. Each site needs a connection.
    """
    if not law.requires("energy.approved_provider_required"):
        yield not_asked("An approved provider is not required.")
        return
    approved = registered(facts).approved_providers
    for connection in facts.connections:
        yield _of(facts, connection, approved, on)
    for site in sorted({each.site for each in facts.sites} - {each.site for each in facts.connections}):
        yield unmet("The site {site} names no connection point.", about=f"site:{site}", site=site)
    if not facts.sites and not facts.connections:
        yield unmet("The application names no site and no connection point.")


def _of(facts: Facts, connection: Connection, approved: frozenset[str], on: date) -> Point:
    about, provider = f"connection:{connection.connection}", connection.provider
    if provider not in approved:
        looked = Looked("register", f"provider:{provider}", "register")
        return unmet("{provider} is no approved provider on {day}.", looked, about=about, provider=provider, day=on)
    held = attested(facts, "connection", about, on, by={provider})
    if not held:
        return unattested(facts, "connection", about)
    looked, capacity = looked_at(held[0]), number(held[0], "capacity_w")
    said = {"provider": provider, "point": connection.connection, "asked": connection.capacity_w}
    if held[0].says.get("site") != connection.site:
        site = held[0].says.get("site", "?")
        return unmet("{provider} attests {point} at the site {site}.", looked, about=about, site=site, **said)
    if capacity is None:
        return unknown("{provider} attests {point} without its capacity in W.", looked, about=about, **said)
    said["capacity"] = int(capacity)
    if capacity < connection.capacity_w:
        message = "{provider} attests {capacity} W at {point}; {asked} W is applied for."
        return unmet(message, looked, about=about, **said)
    return met("{provider} attests {capacity} W at {point} for {asked} W.", looked, about=about, **said)
