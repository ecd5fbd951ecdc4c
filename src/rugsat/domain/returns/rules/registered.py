"""Values that a register holds on the legal day of the row."""

import polars as pl

from rugsat.domain.returns.judge import Judge, not_checked
from rugsat.domain.returns.setting import Setting
from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, setting: Setting) -> Judge:
    """An entry with the value is in force on that day; not checked where there is no register."""
    register, column = rule.options["register"], rule.options["column"]
    expected = f"a {column} that the register of {register.replace('_', ' ')} holds on that day"
    if register not in setting.registers:
        return not_checked(rule, expected, f"there is no register of {register.replace('_', ' ')} here")
    entries = _entries(setting.registers[register], column)
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
