"""The law as an actor of the country knows it: what is allowed on a day."""

from datetime import date
from decimal import Decimal

from rugsat.law.pack import RulePack
from rugsat.law.parameter import ANY
from rugsat.law.resolve import Resolved, resolve


class Limits:
    """Values of the law on a day; None where nothing is set, so that nothing can be broken."""

    def __init__(self, pack: RulePack) -> None:
        self.pack = pack

    def value(self, parameter: str, on: date, *, cls: str = ANY, zone: str = ANY) -> Decimal | None:
        """The number that holds, in the parameter's own unit (percent, kWh, ratio, ppm, days); a switch is 0 or 1."""
        found = resolve(self.pack, parameter, on, cls, zone)
        return found.value if isinstance(found, Resolved) and isinstance(found.value, Decimal) else None

    def items(self, parameter: str, on: date) -> tuple[str, ...]:
        """The items of a list that holds; none where it is not set."""
        found = resolve(self.pack, parameter, on)
        if not isinstance(found, Resolved) or not isinstance(found.value, tuple):
            return ()
        return tuple(str(item) for item in found.value)

    def is_set(self, *parameters: str, on: date) -> bool:
        """Tell whether all parameters hold a value on a day, for some class and zone at least."""
        return all(self._held(parameter, on) for parameter in parameters)

    def _held(self, parameter: str, on: date) -> bool:
        place = self.pack.rulebook.jurisdiction
        classes, zones = (ANY, *place.classes), (ANY, *place.zones)
        held = self.pack.rulebook.parameters.get(parameter)
        if held is None:
            return False
        pairs = [
            (cls if "class" in held.by else ANY, zone if "zone" in held.by else ANY)
            for cls in classes
            for zone in zones
        ]
        wanted = {
            pair
            for pair in pairs
            if ("class" not in held.by or pair[0] != ANY) and ("zone" not in held.by or pair[1] != ANY)
        }
        return any(isinstance(resolve(self.pack, parameter, on, *pair), Resolved) for pair in wanted)
