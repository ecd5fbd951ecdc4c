"""ISO 8601 moments to microseconds in UTC; without an offset local time, with its skipped and repeated hours."""

from typing import Final

import polars as pl

from rugsat.domain.returns.common_moments import read_common_moments
from rugsat.domain.returns.refusal import Refusal

_CLOCK = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
_OFFSET = r"([+-])(0[0-9]|1[0-4]):([0-5][0-9])$"
_FORM = rf"^{_CLOCK}(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?$"
_US: Final = "us"
_A_MINUTE = 60_000_000
_FIRST, _LAST = -62_135_596_800_000_000, 253_402_300_799_999_999
"""The first and the last microsecond that the calendar has, in UTC; behind it no program can show the moment."""


def read_moments(texts: pl.Series, time_zone: str) -> tuple[pl.Series, tuple[Refusal, ...]]:
    """Read moments; give microseconds since 1970 in UTC (null where refused), and what was refused."""
    values = read_common_moments(texts)
    others = (values.is_null() & texts.is_not_null()).arg_true()
    return _any_form(texts, values, others, time_zone) if len(others) else (values, ())


def _any_form(
    texts: pl.Series, values: pl.Series, at: pl.Series, time_zone: str
) -> tuple[pl.Series, tuple[Refusal, ...]]:
    others = pl.DataFrame({"text": texts.gather(at), "at": at})
    read = others.with_columns(_clock().alias("clock"), _offset().alias("offset")).with_columns(
        _local(time_zone, "earliest").alias("earliest"), _local(time_zone, "latest").alias("latest")
    )
    written = pl.col("clock").to_physical() - pl.col("offset") * _A_MINUTE
    value = pl.coalesce(written, pl.col("earliest").to_physical())
    read = read.with_columns(pl.when(value.is_between(_FIRST, _LAST)).then(value).alias("value"))
    local = read["offset"].is_null() & read["clock"].is_not_null()
    skipped, repeated = local & read["earliest"].is_null(), local & (read["earliest"] != read["latest"])
    values = values.scatter(read["at"], read["value"].set(repeated.fill_null(value=False), None))
    masks = {name: _mask(len(texts), read["at"].filter(mask)) for name, mask in
             (("skipped", skipped), ("repeated", repeated))}  # fmt: skip
    known = masks["skipped"] | masks["repeated"]
    found = (
        *_malformed(texts, values.fill_null(0).set(values.is_null() & ~known, None)),
        Refusal(masks["skipped"], "skipped_hour", f"a local time that {time_zone} has: its clocks jump over this one"),
        Refusal(masks["repeated"], "repeated_hour", "write the offset, as in +05:00: this local time comes twice"),
    )
    return values, tuple(refusal for refusal in found if refusal.bad.any())


def _malformed(texts: pl.Series, values: pl.Series) -> tuple[Refusal, ...]:
    if values.null_count() == texts.null_count():
        return ()
    expected = "a moment of the calendar, as in 2026-01-31T14:30:00+05:00 or 2026-01-31T09:30:00Z"
    return (Refusal(values.is_null() & texts.is_not_null(), "moment", expected),)


def _clock() -> pl.Expr:
    """What is written before the offset, as if it were UTC; null where the text has not the form."""
    formed = pl.when(pl.col("text").str.contains(_FORM)).then(pl.col("text").str.extract(f"^({_CLOCK})"))
    whole = pl.when(formed.str.len_bytes() == 16).then(formed + ":00").otherwise(formed)
    return whole.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", time_unit=_US, strict=False)


def _offset() -> pl.Expr:
    """Minutes east of Greenwich; null where no offset is written."""
    parts = [pl.col("text").str.extract(_OFFSET, part) for part in (1, 2, 3)]
    minutes = parts[1].cast(pl.Int64) * 60 + parts[2].cast(pl.Int64)
    signed = pl.when(parts[0] == "-").then(-minutes).otherwise(minutes)
    return pl.when(pl.col("text").str.ends_with("Z")).then(0).otherwise(signed)


def _local(time_zone: str, ambiguous: str) -> pl.Expr:
    moment = pl.when(pl.col("offset").is_null()).then(pl.col("clock"))
    return moment.dt.replace_time_zone(time_zone, ambiguous=pl.lit(ambiguous), non_existent="null")


def _mask(length: int, at: pl.Series) -> pl.Series:
    mask = pl.repeat(value=False, n=length, dtype=pl.Boolean, eager=True)
    return mask.scatter(at, True) if len(at) else mask
