"""What a register holds on a day: shared by the rules that look a value up in one."""

import polars as pl

from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import Rule


def held_on_the_day(rule: Rule, setting: Setting, register: pl.DataFrame, expected: str) -> Judge:
    """The judge that looks the values of a column up among the entries of a register that are in force on their day."""
    entries = _entries(register, rule.options["column"])
    period = setting.period
    lasting = entries.filter(
        (pl.col("since").is_null() | (pl.col("since") <= period.since))
        & (pl.col("until").is_null() | (pl.col("until") >= period.until))
    )["value"]
    lasting = lasting.unique().implode()

    def bad(sheet: Sheet) -> pl.Series:
        values = sheet.values[rule.on]
        sure = values.is_in(lasting) & sheet.in_period()
        if sure.all():
            return ~sure
        at = (~sure).arg_true()
        asked = pl.DataFrame({"at": at, "value": values.gather(at), "day": sheet.legal_days(at)})
        held = asked.join(entries, on="value").filter(_in_force())["at"]
        wrong = asked.filter(pl.col("day").is_not_null() & ~pl.col("at").is_in(held.implode()))["at"]
        mask = pl.repeat(value=False, n=len(values), dtype=pl.Boolean, eager=True)
        return mask.scatter(wrong, [True]) if len(wrong) else mask

    return Judge(rule=rule, shown=(rule.on,), expected=expected, bad=bad)


def _entries(register: pl.DataFrame, column: str) -> pl.DataFrame:
    """The values of a register with the days on which they hold."""
    days = [pl.col(name) if name in register.columns else pl.lit(None) for name in ("since", "until")]
    since, until = (day.cast(pl.Date).alias(name) for day, name in zip(days, ("since", "until"), strict=True))
    return register.select(pl.col(column).cast(pl.String).alias("value"), since, until).filter(
        pl.col("value").is_not_null()
    )


def _in_force() -> pl.Expr:
    since, until, day = pl.col("since"), pl.col("until"), pl.col("day")
    return (since.is_null() | (since <= day)) & (until.is_null() | (day < until))
