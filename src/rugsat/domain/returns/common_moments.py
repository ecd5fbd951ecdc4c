"""Moments of the one form that most files write, 2026-01-31T09:30:00Z, by arithmetic on their bytes."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

_LIKE = b"0000-00-00T00:00:00Z"
_LENGTH = len(_LIKE)
_ZERO = ord("0")
_DIGITS = [place for place, byte in enumerate(_LIKE) if byte == _ZERO]
_MARKS = [place for place, byte in enumerate(_LIKE) if byte != _ZERO]
_A_SECOND = 1_000_000
_DAYS_IN_MONTH = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, *([0] * 87)], np.int32)
_EPOCH = 719_468  # days from 0000-03-01 to 1970-01-01

Whole = NDArray[np.int32]


def read_common_moments(texts: pl.Series) -> pl.Series:
    """Microseconds since 1970 in UTC; null where the text has another form, or names a moment that is none."""
    of_length = texts.str.len_bytes() == _LENGTH
    if of_length.all() and not texts.null_count():
        return _microseconds(texts)
    at = of_length.arg_true()
    values = pl.repeat(None, len(texts), dtype=pl.Int64, eager=True)
    return values.scatter(at, _microseconds(texts.gather(at))) if len(at) else values


def _microseconds(texts: pl.Series) -> pl.Series:
    if not len(texts):
        return pl.Series([], dtype=pl.Int64)
    table = np.frombuffer(texts.str.join("").item().encode(), np.uint8).reshape(-1, _LENGTH)
    # One row per place, so that every step goes through memory in order; what is below 0 wraps around to above 9.
    digits = np.ascontiguousarray(table.T) - np.uint8(_ZERO)
    good = np.ones(len(table), bool)
    for place in _DIGITS:
        good &= digits[place] <= 9
    for place in _MARKS:
        good &= digits[place] == (_LIKE[place] - _ZERO) % 256
    year, month, day = _number(digits, 0, 4), _number(digits, 5, 7), _number(digits, 8, 10)
    hour, minute, second = _number(digits, 11, 13), _number(digits, 14, 16), _number(digits, 17, 19)
    good &= year > 0
    good &= (hour < 24) & (minute < 60) & (second < 60)
    good &= (day >= 1) & (day <= _DAYS_IN_MONTH[np.minimum(month, 99)])
    good &= ~((month == 2) & (day == 29)) | _leap(year)
    seconds = (hour * 60 + minute) * 60 + second
    values = (_days(year, month, day).astype(np.int64) * 86_400 + seconds) * _A_SECOND
    return pl.Series(values) if good.all() else pl.Series(values).set(pl.Series(~good), None)


def _number(digits: NDArray[np.uint8], start: int, end: int) -> Whole:
    value: Whole = digits[start].astype(np.int32)
    for place in range(start + 1, end):
        value *= 10
        value += digits[place]
    return value


def _leap(year: Whole) -> NDArray[np.bool_]:
    leap: NDArray[np.bool_] = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    return leap


def _days(year: Whole, month: Whole, day: Whole) -> Whole:
    """Days since 1970-01-01, Gregorian; the year is counted from March, so that a leap day is its last."""
    year = year - (month <= 2)
    month = np.where(month > 2, month - 3, month + 9).astype(np.int32)
    days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 1 - _EPOCH
    return np.asarray(days, np.int32)
