"""Is there a plan of custody that keeps to the law, against which later returns are held?"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Looked, Point, met, unknown, unmet
from rugsat.domain.licensing.plans import promised, reviewed
from rugsat.domain.licensing.requirement import requirement
from rugsat.kernel.numbers import plain

_PPM = 10_000


@requirement(
    roles=("exchange", "custodian"),
    rests_on=("exchange.cold_storage_share", "exchange.custody_plan_parts"),
    also=("exchange.cold_storage_required",),
)
def custody_plan(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """The plan of custody says all that it must, keeps at least the cold share of the law, and has been reviewed.

    The plan is structured data under the name custody. It commits to cold_share (percent), and to signatures_needed of
    key_holders: more than one signature, and no more than there are holders. Evidence: plan_review about plan:custody,
    with the digest of this very plan. The plan meets nothing by itself; later returns are held against it.
    """
    yield from reviewed(facts, "custody", law.texts("exchange.custody_plan_parts"), on)
    plan = facts.plans.get("custody") or {}
    own = Looked("plan", "plan:custody", "applicant")
    cold, least = promised(plan, "cold_share"), law.base("exchange.cold_storage_share")
    said = {"cold": plain(cold) if cold is not None else "?", "least": plain(least / _PPM)}
    if cold is None:
        yield unknown("The plan of custody commits to no share in cold storage.", own, about="plan:custody")
    elif not least <= Fraction(cold) * _PPM <= 100 * _PPM:
        message = "The plan commits to {cold} % in cold storage; between {least} % and 100 % is required."
        yield unmet(message, own, about="plan:custody", **said)
    yield from _signatures(plan.get("key_holders"), plan.get("signatures_needed"), own)


def _signatures(holders: object, needed: object, own: Looked) -> Iterator[Point]:
    if holders is None and needed is None:
        return
    if not isinstance(holders, (list, tuple)) or isinstance(needed, bool) or not isinstance(needed, int):
        message = "The plan of custody does not list its key holders and how many of them must sign."
        yield unknown(message, own, about="plan:custody")
        return
    people = len(set(map(str, holders)))
    if not 1 < needed <= people:
        message = "The plan lets {needed} of {people} holders of keys sign; at least two of them must."
        yield unmet(message, own, about="plan:custody", needed=needed, people=people)
    else:
        message = "The plan lets keys be used by {needed} of {people} holders together."
        yield met(message, own, about="plan:custody", needed=needed, people=people)
