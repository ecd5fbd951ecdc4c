"""Does every machine come from a country from which machines may come?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, unmet
from rugsat.domain.licensing.requirement import requirement
from rugsat.domain.licensing.sourcing import declared_and_attested


@requirement(roles=("miner",), rests_on=("mining.forbidden_origins",))
def hardware_origin_permitted(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """No machine comes from a country from which machines may not come.

    Evidence: customs about customs:<reference>, which says origin (ISO 3166-1 alpha-2); where customs names another
    country than the application does, that is named.
    """
    forbidden = law.texts("mining.forbidden_origins")
    for each in declared_and_attested(facts, "origin", on):
        if isinstance(each, Point):
            yield each
            continue
        device, entry = each
        origin, about = str(entry.says.get("origin", "")), f"device:{device.serial}"
        said = {"by": entry.by, "serial": device.serial, "origin": origin}
        if origin in forbidden:
            message = "{by} says that the machine {serial} comes from {origin}, from where none may come."
            yield unmet(message, looked_at(entry), about=about, **said)
        else:
            yield met("{by} says that the machine {serial} comes from {origin}.", looked_at(entry), about=about, **said)
