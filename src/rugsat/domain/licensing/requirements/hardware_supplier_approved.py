"""Does every machine come from a supplier that is approved?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, unmet
from rugsat.domain.licensing.requirement import requirement
from rugsat.domain.licensing.sourcing import declared_and_attested
from rugsat.kernel.names.fold import fold


@requirement(roles=("miner",), rests_on=("mining.approved_suppliers",))
def hardware_supplier_approved(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """Every machine was bought from a supplier that is approved; spelling and script of its name make no difference.

    Evidence: customs about customs:<reference>, which says supplier; where customs names another than the application
    does, that is named.
    """
    approved = {fold(name) for name in law.texts("mining.approved_suppliers")}
    for each in declared_and_attested(facts, "supplier", on):
        if isinstance(each, Point):
            yield each
            continue
        device, entry = each
        supplier, about = str(entry.says.get("supplier", "")), f"device:{device.serial}"
        said = {"by": entry.by, "serial": device.serial, "supplier": supplier}
        if fold(supplier) in approved:
            message = "{by} says that the approved supplier {supplier} sold the machine {serial}."
            yield met(message, looked_at(entry), about=about, **said)
        else:
            message = "{by} says that {supplier}, no approved supplier, sold the machine {serial}."
            yield unmet(message, looked_at(entry), about=about, **said)
