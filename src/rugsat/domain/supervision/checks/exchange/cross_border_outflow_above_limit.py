"""Does a resident send more abroad in a month than a resident may?"""

from datetime import date

import narwhals as nw

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.limits import limits, on_day
from rugsat.domain.supervision.violations import IN_REPORTING_CURRENCY, violations
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import exact_total


@check(
    reads=("transfers", "exchange_clients"),
    history=("exchange_clients",),
    valued=(("transfers", "value_reporting"),),
    rests_on=("exchange.outflow_limit",),
    in_reporting_currency=("exchange.outflow_limit",),
)
def cross_border_outflow_above_limit(transfers: Frame, clients: Frame, law: Frame, on: date) -> Frame:
    """One person sent more value abroad in a calendar month, over all exchanges together, than the limit.

    Transfers out that leave the country are added for the local calendar month, up to the day of the run, in the
    reporting currency at the rate of their day. That two clients of two exchanges are one person is known from the
    person token that intake makes of the sealed identifier. Where the limit changed within the month, the highest
    limit of the month is applied. A transfer whose value could not be converted is left out, and the run says so.
    """
    persons = clients.filter(~nw.col("person").is_null()).group_by("exchange", "client").agg(nw.col("person").min())
    abroad = transfers.filter(
        (nw.col("direction") == "out") & nw.col("abroad") & ~nw.col("value_reporting").is_null()
    ).select("exchange", "client", "legal_day", "value_reporting")
    daily = (
        abroad.join(persons, on=["exchange", "client"], how="inner")
        .group_by("person", "legal_day")
        .agg(exact_total("value_reporting"))
    )
    limited = on_day(daily, limits(law, "exchange.outflow_limit")).with_columns(
        month=nw.col("legal_day").dt.truncate("1mo").cast(nw.Date)
    )
    monthly = limited.group_by("person", "month").agg(
        exact_total("value_reporting"), nw.col("limit").max(), nw.col("legal_day").max().alias("last_day")
    )
    return violations(
        monthly.filter(nw.col("value_reporting") > nw.col("limit")),
        subject=("person", "person"),
        days=("month", "last_day"),
        observed="value_reporting",
        limit="limit",
        unit=IN_REPORTING_CURRENCY,
    )
