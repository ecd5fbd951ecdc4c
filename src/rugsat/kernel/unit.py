"""The units that a law, a return or a check may use, and the whole base units they are counted in."""

from dataclasses import dataclass
from decimal import Decimal

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.identifiers.currency import is_currency


class UnknownUnitError(RugsatError):
    """A unit that is not in the closed list."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, and how many whole base units one of it is; `per_base` is None where it has no base unit."""

    name: str
    dimension: str
    base: str
    per_base: Decimal | None

    def in_base(self, value: Decimal) -> int | None:
        """The value in whole base units; None where the unit has none. ValueError where it is no whole number."""
        if self.per_base is None:
            return None
        scaled = value * self.per_base
        if scaled != scaled.to_integral_value():
            message = f"{value} {self.name} is not a whole number of {self.base}"
            raise ValueError(message)
        return int(scaled)


def _units(dimension: str, base: str, **per_base: int) -> dict[str, Unit]:
    return {name: Unit(name, dimension, base, Decimal(count)) for name, count in per_base.items()}


UNITS: dict[str, Unit] = {
    **_units("energy", "Wh", Wh=1, kWh=1_000, MWh=1_000_000, GWh=1_000_000_000),
    **_units("power", "W", W=1, kW=1_000, MW=1_000_000),
    **_units("ratio", "ppm", ppm=1, percent=10_000, ratio=1_000_000),
    **_units("time", "second", second=1, minute=60, hour=3_600),
    **_units("days", "day", day=1),
    **_units("working days", "working day", working_day=1),
    **_units("months", "month", month=1, year=12),
    **_units("length", "m", m=1, km=1_000),
    **_units("switch", "switch", switch=1),
    **_units("count", "count", count=1),
    **_units("efficiency", "nJ/TH", **{"J/TH": 1_000_000_000}),
    **_units("hash rate", "TH/s", **{"TH/s": 1}),
    "text": Unit("text", "text", "text", None),
    "MCI": Unit("MCI", "index", "MCI", None),
    "BRV": Unit("BRV", "index", "BRV", None),
}


def unit_named(name: str) -> Unit:
    """Find a unit: one of the list, a currency code, or a currency per another unit, as in KZT/kWh.

    Raises UnknownUnitError, which names the units there are.
    """
    if name in UNITS:
        return UNITS[name]
    currency, _, per = name.partition("/")
    if is_currency(currency) and (not per or per in UNITS):
        return Unit(name, "price" if per else "money", name, None)
    known = ", ".join(sorted(UNITS))
    message = f"'{name}' is not a unit: use one of {known}, a currency code, or a currency per unit such as KZT/kWh"
    raise UnknownUnitError(message)
