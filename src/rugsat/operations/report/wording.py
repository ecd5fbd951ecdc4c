"""Numbers, amounts, days and moments as the language of the reader writes them."""

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from rugsat.kernel.identifiers.currency import is_currency
from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import language, ngettext
from rugsat.kernel.period import ReportingPeriod

_STEPS = {"W": ("W", "kW", "MW"), "Wh": ("Wh", "kWh", "MWh", "GWh")}
_COIN_PLACES = 8
_FINEST = 18
_CENTS = 2
_SMALL_SHARE = Decimal("0.1")
_A_FEW = 2
"""What a fraction is counted as: one and a half months are months."""
_OF_PERIOD = {"day": "long", "month": "LLLL y", "quarter": "QQQQ y", "year": "y"}


@dataclass(frozen=True, slots=True)
class Scale:
    """The unit that a value is shown in: its word, how many of the contract's unit it is, digits behind the point."""

    unit: str
    word: str
    divisor: Decimal
    places: int
    least_places: int = 0

    def at(self, places: int) -> "Scale":
        """The same scale with more or fewer digits behind the point."""
        return Scale(self.unit, self.word, self.divisor, places, self.least_places)


def scale_of(unit: str, largest: Decimal, currency: str = "") -> Scale:
    """The scale in which the largest of several values is read most easily; `currency` is the reporting currency."""
    if unit == "reporting currency" and currency:
        unit = currency
    if unit in _STEPS:
        step = min(len(_STEPS[unit]) - 1, _thousands(largest))
        return Scale(unit, unit_word(_STEPS[unit][step]), Decimal(1000) ** step, 3 if step else 0)
    if unit in _COUNTED:
        return Scale(unit, "", Decimal(1), _COIN_PLACES)
    if unit == "count":
        return Scale(unit, "", Decimal(1), 0)
    money = is_currency(unit)
    # An asset such as bitcoin is counted like money, but to the satoshi.
    return Scale(unit, unit_word(unit), Decimal(1), _CENTS if money else _COIN_PLACES, _CENTS if money else 0)


def scaled(value: Decimal, scale: Scale) -> str:
    """A value with its unit, as in 5.6 MW or 12 days."""
    if scale.unit in _COUNTED:
        count = int(value) if value == int(value) else _A_FEW
        return _COUNTED[scale.unit](count).format(number=number(value, places=scale.places))
    shown = number(value / scale.divisor, places=scale.places, least_places=scale.least_places)
    return f"{shown}\u00a0{scale.word}" if scale.word else shown


def amount(value: Decimal, unit: str, currency: str = "") -> str:
    """A value of a contract or of the law as people read it: 5,600,000 W is 5.6 MW."""
    return scaled(value, scale_of(unit, value, currency))


def amounts(observed: Decimal, limit: Decimal, unit: str, currency: str = "") -> tuple[str, str]:
    """Two values in one scale, with as many digits as it takes to tell them apart."""
    # The limit sets the scale: 3,412 kWh against the 600 kWh that the law speaks of, not 3.412 MWh against 0.6.
    scale = telling(observed, limit, scale_of(unit, limit or observed, currency))
    return scaled(observed, scale), scaled(limit, scale)


def telling(observed: Decimal, limit: Decimal, scale: Scale) -> Scale:
    """The scale with as many digits as it takes to tell two values apart."""
    while observed != limit and scale.places < _FINEST and scaled(observed, scale) == scaled(limit, scale):
        scale = scale.at(scale.places + 1)
    return scale


def number(value: Decimal | int, *, places: int = 0, least_places: int = 0) -> str:
    """A number with its digits grouped."""
    pattern = "#,##0" + ("." + "0" * least_places + "#" * (places - least_places) if places else "")
    return _grouped(value, pattern, _locale())


def percent(share: Decimal) -> str:
    """A share of one as per cent: whole where it is large, finer where it is small."""
    rounded = round(share, 2 if share >= _SMALL_SHARE else 4)
    return str(format_percent(rounded, locale=_locale(), decimal_quantization=False))


def day(on: date) -> str:
    """A day in full, as in 5 March 2026."""
    return _in_full(on, _locale())


def short_day(on: date) -> str:
    """A day without its year, as in 5 Mar."""
    return format_date(on, "d MMM", locale=_locale())


def days(first: date, last: date) -> str:
    """A stretch of days, both of them in it; a whole month is named as such."""
    if first == last:
        return day(first)
    whole = first.day == 1 and (first.year, first.month) == (last.year, last.month)
    if whole and last.day == calendar.monthrange(last.year, last.month)[1]:
        return format_date(first, "LLLL y", locale=_locale())
    return f"{day(first)} – {day(last)}"


def period(code: str) -> str:
    """A reporting period, as in 5 March 2026, March 2026 or 1st quarter 2026; a text that is none stays as it is."""
    return _period_in(code, _locale())


def moment(us: int, zone: ZoneInfo) -> str:
    """A moment in local time, as in 5 Mar 2026, 14:30."""
    return at(local(us, zone))


def at(when: datetime) -> str:
    """A moment in the time of its own zone, as in 5 Mar 2026, 14:30."""
    # Its zone and its seconds are not written.
    return _moment_in(when.replace(second=0, microsecond=0, tzinfo=None), _locale())


# Lists have many numbers, days and moments, often the same; writing one is slow beside making the rest of a page.
@lru_cache(maxsize=8192)
def _grouped(value: Decimal | int, pattern: str, locale: str) -> str:
    return str(format_decimal(value, format=pattern, locale=locale))


@lru_cache(maxsize=8192)
def _in_full(on: date, locale: str) -> str:
    return format_date(on, "long", locale=locale)


@lru_cache(maxsize=1024)
def _period_in(code: str, locale: str) -> str:
    try:
        found = ReportingPeriod.parse(code)
    except ValueError:
        return code
    return format_date(found.since, _OF_PERIOD[found.every], locale=locale)


@lru_cache(maxsize=8192)
def _moment_in(local: datetime, locale: str) -> str:
    return format_datetime(local, "d MMM y, HH:mm", locale=locale)


def local(us: int, zone: ZoneInfo) -> datetime:
    """Microseconds since 1970 UTC as local time."""
    return datetime.fromtimestamp(us // 1_000_000, UTC).astimezone(zone)


def _thousands(value: Decimal) -> int:
    return max(0, (len(str(int(abs(value)))) - 1) // 3)


def unit_word(unit: str) -> str:
    """The word or sign of a unit; empty where a value is said without one."""
    return {
        "W": _("W"),
        "kW": _("kW"),
        "MW": _("MW"),
        "Wh": _("Wh"),
        "kWh": _("kWh"),
        "MWh": _("MWh"),
        "GWh": _("GWh"),
        "percent": "%",
        "switch": "",
        "text": "",
        "count": "",
        "second": _("s"),
        "asset unit": _("asset unit"),
        "stated currency": _("stated currency"),
        "reporting currency": _("reporting currency"),
    }.get(unit, unit)


_COUNTED: Mapping[str, Callable[[int], str]] = {
    "hour": lambda count: ngettext("{number} hour", "{number} hours", count),
    "day": lambda count: ngettext("{number} day", "{number} days", count),
    "working_day": lambda count: ngettext("{number} working day", "{number} working days", count),
    "month": lambda count: ngettext("{number} month", "{number} months", count),
    "year": lambda count: ngettext("{number} year", "{number} years", count),
}
"""Units that are counted, and so have a word for one and another for many."""


def _locale() -> str:
    # Day before month, as the other two languages write it.
    return "en_GB" if language() == "en" else language()
