"""Is every machine declared completely, and is none declared elsewhere?"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, texts, unattested
from rugsat.domain.licensing.facts import Device, Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Looked, Point, looked_at, met, not_asked, unmet
from rugsat.domain.licensing.registered import registered
from rugsat.domain.licensing.requirement import requirement

_NEEDED = ("serial", "site", "model", "supplier", "origin", "customs_reference")


@requirement(roles=("miner",), rests_on=("mining.device_declaration_required",))
def devices_declared(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """Every machine is declared with all that identifies it, stands on a site of the application and nowhere else.

    A serial number that is declared twice, or that the register holds under another authorisation, is named; capitals,
    spaces and hyphens make no difference. Evidence: customs about customs:<reference>, which says serials; a machine
    whose serial number customs does not name is not shown to exist.
    """
    if not law.requires("mining.device_declaration_required"):
        yield not_asked("Machines need not be declared.")
        return
    if not facts.devices:
        yield unmet("The application declares no machine.")
    sites, used = {each.site for each in facts.sites}, registered(facts).serials
    elsewhere = {one_writing(serial): holder for serial, holder in used.items()}
    times = Counter(one_writing(each.serial) for each in facts.devices)
    for device in facts.devices:
        about = f"device:{device.serial}"
        serial = one_writing(device.serial)
        fault = _incomplete(device, sites)
        if fault:
            yield fault
        elif times[serial] > 1:
            message = "The serial number {serial} is declared {times} times."
            yield unmet(message, about=about, serial=device.serial, times=times[serial])
        elif serial in elsewhere:
            looked = Looked("register", about, "register")
            message = "The register holds the serial number {serial} under {holder}."
            yield unmet(message, looked, about=about, serial=device.serial, holder=elsewhere[serial])
        else:
            yield _imported(facts, device, on)


def one_writing(serial: str) -> str:
    """A serial number in one way of writing."""
    return "".join(letter for letter in serial.upper() if letter.isalnum())


def _incomplete(device: Device, sites: set[str]) -> Point | None:
    missing = [name for name in _NEEDED if not getattr(device, name).strip()]
    if device.nominal_w <= 0:
        missing.append("nominal_w")
    if device.nominal_th_s <= 0:
        missing.append("nominal_th_s")
    about = f"device:{device.serial}"
    if missing:
        message = "The machine {serial} is declared without: {missing}."
        return unmet(message, about=about, serial=device.serial or "?", missing=", ".join(missing))
    if device.site not in sites:
        message = "The machine {serial} stands at {site}, which is no site of the application."
        return unmet(message, about=about, serial=device.serial, site=device.site)
    return None


def _imported(facts: Facts, device: Device, on: date) -> Point:
    about = f"customs:{device.customs_reference}"
    held = attested(facts, "customs", about, on)
    if not held:
        return unattested(facts, "customs", about)
    said = {"by": held[0].by, "reference": device.customs_reference, "serial": device.serial}
    if one_writing(device.serial) in {one_writing(serial) for serial in texts(held[0], "serials")}:
        message = "{by} names the serial number {serial} under {reference}."
        return met(message, looked_at(held[0]), about=f"device:{device.serial}", **said)
    message = "{by} names no serial number {serial} under {reference}."
    return unmet(message, looked_at(held[0]), about=f"device:{device.serial}", **said)
