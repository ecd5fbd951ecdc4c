"""Does an exchange lend a client more than the cap on leverage allows?"""

from datetime import date

import narwhals as nw

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.limits import limits, on_day
from rugsat.domain.supervision.violations import violations
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.order import first_of_each

_CLIENT_DAY = ["exchange", "client", "legal_day"]


@check(
    reads=("margin_positions",),
    valued=(("margin_positions", "leverage"),),
    rests_on=("exchange.leverage_cap",),
)
def leverage_above_cap(positions: Frame, law: Frame, on: date) -> Frame:
    """A margin position of a client stood above the cap on leverage at the end of a day.

    Leverage is the exposure of the position by the client's own funds in it, as intake computes it from the filed
    values: exactly, 18 places, rounded down. It is compared with the cap of that day, so that a position that was
    opened under an older cap is named only from the day of the new one. A position that was filed twice for a day
    counts once, with the lower leverage; where its lines name two clients, nobody is named. Of several positions of a
    client on one day, the one with the highest leverage is shown.
    """
    valued = positions.filter(~nw.col("leverage").is_null())
    once = valued.group_by("exchange", "position", "legal_day").agg(
        nw.col("leverage").min(), nw.col("client").min(), nw.col("client").max().alias("other")
    )
    capped = on_day(once.filter(nw.col("client") == nw.col("other")), limits(law, "exchange.leverage_cap"))
    above = capped.filter(nw.col("leverage") > nw.col("limit"))
    highest = above.group_by(*_CLIENT_DAY).agg(nw.col("leverage").max(), nw.col("limit").max())
    lines = valued.select(*_CLIENT_DAY, "leverage", "sender", "filing", "row").join(
        highest, on=[*_CLIENT_DAY, "leverage"], how="inner"
    )
    shown = first_of_each(lines, by=_CLIENT_DAY, order_by=["sender", "filing", "row"])
    named = shown.with_columns(where=nw.concat_str([nw.col("exchange"), nw.lit("/client:"), nw.col("client")]))
    return violations(
        named, subject=("exchange", "where"), observed="leverage", limit="limit", unit="ratio", located=True
    )
