"""Does an exchange trade what it may not?"""

from datetime import date

import narwhals as nw

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.limits import in_force
from rugsat.domain.supervision.violations import violations
from rugsat.evidence.frames.dated_join import dated_anti_join
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import total


@check(
    reads=("executed_days", "register.approved_assets"),
    rests_on=("exchange.approved_assets_only",),
    may_be_empty=("register.approved_assets",),
)
def unapproved_asset_traded(executed: Frame, approved: Frame, law: Frame, on: date) -> Frame:
    """An exchange executed trades in an asset that was not approved on that day.

    Only executions count, wholly or in part; an order that was merely placed does not. What was approved is taken from
    the register as of the local day of the execution, so that an asset may be traded up to the day of its delisting.
    The days of one asset on one exchange that adjoin are one finding; what is observed is the number of executions.
    """
    daily = executed.group_by("exchange", "dti", "legal_day").agg(total("executions"))
    unapproved = dated_anti_join(
        daily, approved.select("dti", "since", "until"), on=["dti"], identity=["exchange", "dti", "legal_day"]
    )
    forbidden = in_force(unapproved, law, "exchange.approved_assets_only")
    named = forbidden.with_columns(where=nw.concat_str([nw.col("exchange"), nw.lit("/asset:"), nw.col("dti")]))
    return violations(named, subject=("exchange", "where"), observed="executions", limit=0, unit="count")
