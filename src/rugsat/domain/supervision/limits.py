"""The law as a frame: which value holds, since when and until when, for which class and zone."""

from collections.abc import Sequence

import narwhals as nw

from rugsat.evidence.frames.dated_join import dated_join
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.overlap import overlapping

_ANY = "*"


def limits(law: Frame, parameter: str, *, by: Sequence[str] = (), base: bool = False, name: str = "limit") -> Frame:
    """The values of a parameter: columns `by` (class, zone), since, until, and the value under `name`.

    The value is the exact decimal in the parameter's own unit, or with `base` the integer in whole base units
    (W, Wh, ppm, seconds). A parameter that does not differ by class or zone is asked without them.
    """
    rows = law.filter((nw.col("parameter") == parameter) & ~nw.col("value").is_null())
    return rows.select(*by, "since", "until", nw.col("value_base" if base else "value").alias(name))


def on_day(facts: Frame, values: Frame, *, by: Sequence[str] = (), day: str = "legal_day") -> Frame:
    """Facts joined to the value of the law that holds on their day, by class or zone where `by` names one of them.

    A value that the law of a country sets for all classes or zones alike (*) holds for each of them.
    """
    if not by:
        return _everywhere(facts, values, day=day)
    (column,) = by
    same = _everywhere(facts, values.filter(nw.col(column) == _ANY).drop(column), day=day)
    differing = dated_join(facts, values.filter(nw.col(column) != _ANY), on=[column], day=day)
    return nw.concat([same, differing], how="vertical")


def while_held(dated: Frame, values: Frame, *, by: str) -> Frame:
    """What holds from a day to a day, joined to the value of the law for its class or zone, as long as both hold.

    Many facts are joined once to this, and not to the one and then to the other.
    """
    everyone = nw.lit(1).alias("_everyone")
    general = values.filter(nw.col(by) == _ANY).drop(by).with_columns(everyone)
    same = overlapping(dated.with_columns(everyone), general, on=["_everyone"]).drop("_everyone")
    differing = overlapping(dated, values.filter(nw.col(by) != _ANY), on=[by])
    return nw.concat([same, differing], how="vertical")


def _everywhere(facts: Frame, values: Frame, *, day: str) -> Frame:
    # Engines differ on joins without equality, so a value that is the same for all is joined by a constant.
    everyone = nw.lit(1).alias("_everyone")
    joined = dated_join(facts.with_columns(everyone), values.with_columns(everyone), on=["_everyone"], day=day)
    return joined.drop("_everyone")


def in_force(facts: Frame, law: Frame, switch: str, *, day: str = "legal_day") -> Frame:
    """Facts of days on which a switch of the law is on."""
    on = limits(law, switch, base=True, name="_switch").filter(nw.col("_switch") == 1).drop("_switch")
    return on_day(facts, on, day=day)
