"""Is every site far enough from homes?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, number, unattested
from rugsat.domain.licensing.distance import FLATTENING, metres, nearest
from rugsat.domain.licensing.facts import Facts, Site
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Looked, Point, looked_at, met, unknown, unmet
from rugsat.domain.licensing.registered import Home, registered
from rugsat.domain.licensing.requirement import requirement


@requirement(roles=("miner",), rests_on=("mining.residential_distance",))
def site_away_from_homes(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """Every site keeps the distance from homes, measured by great circle to the nearest home that the register knows.

    A great circle on a sphere is off by up to 0.56 % on the true earth; within that of the limit, an officer measures.
    Evidence: site_zoning about site:…, which says latitude and longitude as surveyed, and the homes of the register.
    Where the survey and the application lie more than 100 m apart, that is named.
    """
    limit, homes = float(law.base("mining.residential_distance")), registered(facts).homes
    for site in facts.sites:
        yield _of(facts, site, homes, limit, on)
    if not facts.sites:
        yield unmet("The application names no site.")


_APART_M = 100


def _of(facts: Facts, site: Site, homes: tuple[Home, ...], limit: float, on: date) -> Point:
    about = f"site:{site.site}"
    held = attested(facts, "site_zoning", about, on)
    latitude, longitude = (number(held[0], "latitude"), number(held[0], "longitude")) if held else (None, None)
    if latitude is None or longitude is None:
        return unattested(facts, "site_zoning", about)
    place, looked = (latitude, longitude), looked_at(held[0])
    if site.latitude is not None and site.longitude is not None:
        apart = metres(place, (site.latitude, site.longitude))
        if apart > _APART_M:
            said = {"by": held[0].by, "site": site.site, "metres": round(apart)}
            return unmet(
                "{by} surveyed {site} {metres} m from where the application puts it.", looked, about=about, **said
            )
    if not homes:
        return unknown("The register knows no homes, so nobody can measure from {site}.", about=about, site=site.site)
    distance, which = nearest(place, ((home.latitude, home.longitude) for home in homes))
    address = homes[which].address
    said = {"site": site.site, "metres": round(distance), "home": address, "limit": round(limit)}
    home = Looked("register", f"home:{address}", "register")
    if abs(distance - limit) <= limit * FLATTENING:
        message = (
            "{site} lies {metres} m from {home}, too close to the limit of {limit} m to tell: it must be surveyed."
        )
        return unknown(message, looked, home, about=about, **said)
    if distance < limit:
        message = "{site} lies {metres} m from {home}; at least {limit} m is required."
        return unmet(message, looked, home, about=about, **said)
    return met(
        "{site} lies {metres} m from {home}, the nearest; {limit} m is required.", looked, home, about=about, **said
    )
