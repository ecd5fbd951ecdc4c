"""What a cell of a workbook says, as the text that the same return would have as CSV."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from rugsat.operations.intake.parse.plain_number import shortest

_NUMBER = re.compile(r"[-+]?[0-9]{1,400}(\.[0-9]{1,400})?([eE][-+]?[0-9]{1,4})?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hmsHMS]+\])[^\]]*\]')
_SAFE_DIGITS = 15
_ZEROS = re.compile("00+")
_DAY_MS = 86_400_000
_LAST_DAY = 2_958_465  # 9999-12-31
# Workbooks know local time only.
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001
_EPOCH_BEFORE_MARCH_1900 = datetime(1899, 12, 31)  # noqa: DTZ001


class Shown(StrEnum):
    """What a number stands for, by the format that it is shown in."""

    NUMBER = "number"
    DATE = "date"
    MONTH = "month"
    MOMENT = "moment"
    TIME = "time"
    PADDED = "padded"
    """A number with zeros before it that only its format writes, as 00417 of 417."""


class CellError(Exception):
    """A cell whose value cannot be taken: the rule that it breaks and what was expected."""

    def __init__(self, rule: str, expected: str, value: str | None = None) -> None:
        self.rule, self.expected, self.value = rule, expected, value
        super().__init__(expected)


_BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), Shown.DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), Shown.TIME),
    17: Shown.MONTH,
    22: Shown.MOMENT,
}


def shown_by(number: int, code: str | None) -> Shown:
    """Tell what a number format shows: one of the built-in ones by its number, else by its code, as in yyyy-mm-dd."""
    if code is None:
        return _BUILT_IN.get(number, Shown.NUMBER)
    plain = _NOT_FORMAT.sub("", code).partition(";")[0].strip().lower()
    letters = set(plain)
    if _ZEROS.fullmatch(plain):
        return Shown.PADDED
    if "general" in code.lower() or not letters & set("ymdhs"):
        return Shown.NUMBER
    timed, dated = bool(letters & set("hs")), bool(letters & set("yd"))
    if timed:
        return Shown.MOMENT if dated else Shown.TIME
    return Shown.DATE if "d" in letters or not {"y", "m"} <= letters else Shown.MONTH


def text_of_string(text: str) -> str:
    """Undo the escapes that workbooks write control characters with, as in _x000D_."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def text_of_number(text: str, shown: Shown, *, since_1904: bool) -> str:
    """Write a number plainly, a day as 2026-01-31, a month as 2026-01, a moment in local time; CellError otherwise."""
    if not _NUMBER.fullmatch(text):
        rule, expected = "number", "a number"
        raise CellError(rule, expected)
    if shown is Shown.PADDED:
        rule, expected = (
            "zeros",
            "a text where the zeros before the number belong to it, else a number formatted plainly",
        )
        raise CellError(rule, expected)
    if shown is not Shown.NUMBER:
        return _moment(Decimal(text), shown, since_1904=since_1904)
    plain = shortest(text.removeprefix("+"))
    if "." not in plain and len(plain.lstrip("-")) > _SAFE_DIGITS:
        rule, expected = (
            "digits",
            "at most 15 digits, or a cell formatted as text: a spreadsheet loses the digits after",
        )
        raise CellError(rule, expected)
    return plain


def text_of_boolean(text: str) -> str:
    """Write a truth value as true or false."""
    if text not in {"0", "1"}:
        rule, expected = "boolean", "true or false"
        raise CellError(rule, expected)
    return "true" if text == "1" else "false"


def _moment(serial: Decimal, shown: Shown, *, since_1904: bool) -> str:
    # The 29th of February 1900, day 60, is in workbooks but was not.
    first = 0 if since_1904 else 1
    if not first <= serial < _LAST_DAY + 1 or (not since_1904 and int(serial) == 60):
        rule, expected = "date", "a day, or a day with a time"
        raise CellError(rule, expected)
    epoch = _EPOCH_1904 if since_1904 else (_EPOCH_BEFORE_MARCH_1900 if serial < 60 else _EPOCH_1900)
    days = int(serial)
    milliseconds = round((serial - days) * _DAY_MS)
    try:
        moment = epoch + timedelta(days=days, milliseconds=milliseconds)
    except OverflowError:
        rule, expected = "date", "a day before the year 10000"
        raise CellError(rule, expected) from None
    if milliseconds or shown in {Shown.MOMENT, Shown.TIME}:
        return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
    day = moment.date().isoformat()
    return day[:7] if shown is Shown.MONTH and moment.day == 1 else day
