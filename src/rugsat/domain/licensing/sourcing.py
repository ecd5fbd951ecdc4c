"""What customs says of the machines of an application, beside what the applicant says."""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, unattested
from rugsat.domain.licensing.facts import Attestation, Device, Facts
from rugsat.domain.licensing.outcome import Point, looked_at, unknown, unmet
from rugsat.kernel.names.fold import fold


def declared_and_attested(facts: Facts, name: str, on: date) -> Iterator[tuple[Device, Attestation] | Point]:
    """Each machine with the attestation of customs that states the field of this name as the application does.

    Where there is none, or it states another value, the answer itself comes instead.
    """
    for device in facts.devices:
        about = f"customs:{device.customs_reference}"
        held = attested(facts, "customs", about, on)
        if not held:
            yield unattested(facts, "customs", about)
            continue
        entry, declared, told = held[0], str(getattr(device, name)), str(held[0].says.get(name, ""))
        said = {"by": entry.by, "serial": device.serial, "field": name, "declared": declared, "told": told}
        if not told:
            message = "{by} does not state {field} of the machine {serial}."
            yield unknown(message, looked_at(entry), about=f"device:{device.serial}", **said)
        elif fold(told) != fold(declared):
            message = "For {field} of the machine {serial}, {by} says {told} and the application {declared}."
            yield unmet(message, looked_at(entry), about=f"device:{device.serial}", **said)
        else:
            yield device, entry
    if not facts.devices:
        yield unknown("The application declares no machine.")
