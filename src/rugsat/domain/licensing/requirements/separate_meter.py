"""Is the electricity for mining metered apart at each connection point?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, texts, unattested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, not_asked, unknown, unmet
from rugsat.domain.licensing.requirement import requirement


@requirement(roles=("miner",), rests_on=("energy.separate_meter_required",))
def separate_meter(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """At each connection point a meter of its own counts the electricity for mining and nothing else.

    Evidence: separate_meter about connection:…, said by the provider of that point; it says meter, its number, and
    serves, what else hangs behind it. One meter at two connection points is no separate meter.
    """
    zones, seen = {each.site: each.zone for each in facts.sites}, dict[str, str]()
    for connection in facts.connections:
        about, zone = f"connection:{connection.connection}", zones.get(connection.site, "*")
        if not law.requires_in("energy.separate_meter_required", zone):
            yield not_asked("In the zone {zone} no separate meter is required.", zone=zone)
            continue
        held = attested(facts, "separate_meter", about, on, by={connection.provider})
        if not held:
            yield unattested(facts, "separate_meter", about)
            continue
        looked, meter, others = looked_at(held[0]), str(held[0].says.get("meter", "")), texts(held[0], "serves")
        said = {"by": held[0].by, "meter": meter, "point": connection.connection}
        if not meter:
            yield unknown("{by} attests a meter at {point} without its number.", looked, about=about, **said)
        elif others - {"mining"}:
            what = ", ".join(sorted(others - {"mining"}))
            yield unmet("{by} says that the meter {meter} also serves {what}.", looked, about=about, what=what, **said)
        elif meter in seen:
            message = "The meter {meter} is named for {point} and for {other}."
            yield unmet(message, looked, about=about, other=seen[meter], **said)
        else:
            yield met("{by} attests the meter {meter} for mining alone at {point}.", looked, about=about, **said)
        seen.setdefault(meter, connection.connection)
    if not facts.connections:
        yield unmet("The application names no connection point.")
