"""Is every machine young enough?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, unmet
from rugsat.domain.licensing.requirement import requirement
from rugsat.domain.licensing.sourcing import declared_and_attested


@requirement(roles=("miner",), rests_on=("mining.machine_age_limit",))
def hardware_age_within_limit(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """No machine is older than the limit on the day of the assessment, counted in whole months from its manufacture.

    Evidence: customs about customs:<reference>, which says made_on, the first day of the month of manufacture; where
    customs says another day than the application does, that is named.
    """
    limit = law.base("mining.machine_age_limit")
    for each in declared_and_attested(facts, "made_on", on):
        if isinstance(each, Point):
            yield each
            continue
        device, entry = each
        assert device.made_on is not None, "customs states the same day"
        months = (on.year - device.made_on.year) * 12 + on.month - device.made_on.month
        said = {"by": entry.by, "serial": device.serial, "months": months, "limit": limit}
        about = f"device:{device.serial}"
        if months > limit:
            message = "By the day that {by} states, the machine {serial} is {months} months old; {limit} are allowed."
            yield unmet(message, looked_at(entry), about=about, **said)
        else:
            message = "By the day that {by} states, the machine {serial} is {months} months old, within {limit}."
            yield met(message, looked_at(entry), about=about, **said)
