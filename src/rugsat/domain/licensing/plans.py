"""Plans as structured data: complete by the law, reviewed by another than the applicant, and kept by their digest."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from rugsat.domain.licensing.attested import attested, unattested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Point, looked_at, met, unmet
from rugsat.kernel.digest import digest_of
from rugsat.kernel.numbers import exact


def reviewed(facts: Facts, name: str, parts: tuple[str, ...], on: date) -> Iterator[Point]:
    """Whether a plan says all that it must, and a recognised reviewer has examined this very plan.

    Evidence: plan_review about plan:<name>, which says digest, the SHA-256 of the plan, and passed.
    """
    about, plan = f"plan:{name}", facts.plans.get(name)
    if not plan:
        yield unmet("The application holds no plan of the name {plan}.", about=about, plan=name)
        return
    missing = [part for part in parts if _is_empty(plan.get(part))]
    if missing:
        message = "The plan {plan} does not say: {missing}."
        yield unmet(message, about=about, plan=name, missing=", ".join(missing))
    held = attested(facts, "plan_review", about, on)
    if not held:
        yield unattested(facts, "plan_review", about)
        return
    said = {"by": held[0].by, "plan": name, "digest": digest_of(plan)[:12]}
    if held[0].says.get("digest") != digest_of(plan):
        yield unmet(
            "{by} reviewed another version of the plan {plan} than {digest}.", looked_at(held[0]), about=about, **said
        )
    elif held[0].says.get("passed") is not True:
        yield unmet("{by} reviewed the plan {plan} and did not pass it.", looked_at(held[0]), about=about, **said)
    else:
        yield met("{by} reviewed the plan {plan} ({digest}) and passed it.", looked_at(held[0]), about=about, **said)


def promised(plan: Mapping[str, object], part: str) -> Decimal | None:
    """A number that a plan commits to, exact; None where it states none."""
    try:
        return exact(str(plan.get(part)))
    except ValueError:
        return None


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {}, ())
