"""Does every machine take little enough energy for its work?"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from rugsat.domain.licensing.facts import Device, Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Looked, Point, met, unknown, unmet
from rugsat.domain.licensing.registered import KnownModel, registered
from rugsat.domain.licensing.requirement import requirement
from rugsat.kernel.names.fold import fold
from rugsat.kernel.numbers import plain


@requirement(roles=("miner",), rests_on=("mining.machine_efficiency_limit",))
def hardware_efficiency_within_limit(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """No machine takes more energy for a terahash than the limit, by what is published of its model.

    Power in W over hash rate in TH/s is the energy in joules for a terahash; it is compared by multiplying, exactly.
    Evidence: the list of models that the register keeps. A model that is not in it is not known; a machine that by its
    own declaration takes more is refused without it.
    """
    limit, models = Fraction(law.amount("mining.machine_efficiency_limit")), registered(facts).models
    by_key = {fold(name): model for name, model in models.items()}
    for device in facts.devices:
        about = f"device:{device.serial}"
        said: dict[str, object] = {
            "serial": device.serial,
            "model": device.model,
            "limit": plain(law.amount("mining.machine_efficiency_limit")),
        }
        if device.nominal_w > limit * Fraction(device.nominal_th_s):
            own = Looked("application", about, "applicant")
            yield unmet(
                "By its own declaration the machine {serial} takes more than {limit} J/TH.", own, about=about, **said
            )
            continue
        yield _by_model(device, by_key.get(fold(device.model)), said, limit)
    if not facts.devices:
        yield unknown("The application declares no machine.")


def _by_model(device: Device, known: KnownModel | None, said: dict[str, object], limit: Fraction) -> Point:
    about = f"device:{device.serial}"
    if known is None:
        return unknown("The register knows no model {model}, that of the machine {serial}.", about=about, **said)
    looked = Looked("model", f"model:{device.model}", known.source)
    if known.nominal_w > limit * Fraction(known.nominal_th_s):
        message = "The model {model} of the machine {serial} is published with more than {limit} J/TH."
        return unmet(message, looked, about=about, **said)
    message = "The model {model} of the machine {serial} is published with at most {limit} J/TH."
    return met(message, looked, about=about, **said)
