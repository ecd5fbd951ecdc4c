"""Numbers of the register, as in TM-MR-2026-000001-57: country, series, year, number and two check digits."""

import re

from stdnum.iso7064 import mod_97_10

_FORM = re.compile(r"([A-Z]{2})-([A-Z]{1,6})-([0-9]{4})-([0-9]{6,9})-([0-9]{2})")


def register_number(*, country: str, series: str, year: int, number: int) -> str:
    """Write a number with its check digits, ISO 7064 MOD 97-10 over its letters and digits."""
    head = f"{country}-{series}-{year:04}-{number:06}"
    return f"{head}-{mod_97_10.calc_check_digits(head.replace('-', ''))}"


def is_register_number(text: str) -> bool:
    """Tell whether a text is written as a number of a register, with right check digits."""
    return bool(_FORM.fullmatch(text)) and bool(mod_97_10.is_valid(text.replace("-", "")))


def series_of(name: str) -> str:
    """The series of an instrument: the first letters of its words, as in MR for mining_registration."""
    return "".join(word[0] for word in name.split("_") if word[0].isalpha()).upper()[:6]
