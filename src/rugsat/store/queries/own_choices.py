"""What an organisation can choose from when it applies: instruments with their classes, providers, banks."""

from datetime import date, datetime
from typing import Any

from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.procedure import NoProcedureError, procedure_on
from rugsat.law.parameter import ANY
from rugsat.store.bitemporal import as_of
from rugsat.store.kept_law import law_in_force
from rugsat.store.parties.models import PartyFacts
from rugsat.store.queries.told import day_asked
from rugsat.store.register_view import holders_of

_PARTS = {"custody": "exchange.custody_plan_parts", "aml": "exchange.aml_programme_parts"}
"""The parameter that lists the parts of a plan, by the name of the plan."""


def instruments(*, now: datetime) -> list[dict[str, Any]]:
    """The instruments that can be applied for today, each with its title, its issuer and its classes."""
    law, day = law_in_force(), day_asked(None, now)
    found = []
    for name, instrument in law.rulebook.instruments.items():
        version = instrument.on(day)
        if version is None or not _can_be_applied_for(name, version.classes, day):
            continue
        found.append(
            {
                "instrument": name,
                "title": dict(version.title),
                "issued_by": dict(version.issued_by),
                "role": version.role,
                "classes": list(version.classes),
                "citation": str(version.citation),
            }
        )
    return found


def providers(*, now: datetime) -> list[tuple[str, str]]:
    """The approved energy providers of today with their names."""
    return _named("energy_provider", now)


def banks(*, now: datetime) -> list[tuple[str, str]]:
    """The partner banks of today with their names."""
    return _named("bank", now)


def _named(role: str, now: datetime) -> list[tuple[str, str]]:
    day = day_asked(None, now)
    held = sorted(holders_of(law_in_force(), day, role))
    names = dict(as_of(PartyFacts, on=day).filter(party_id__in=held).values_list("party_id", "name"))
    return [(party, names.get(party, party)) for party in held]


def _can_be_applied_for(instrument: str, classes: tuple[str, ...], day: date) -> bool:
    try:
        procedure = procedure_on(law_in_force(), instrument, day, classes[0] if classes else "*")
    except NoProcedureError:
        return False
    return any(step.verb == "submit" for step in procedure.allowed(procedure.first_state, "applicant"))


def plan_parts(*, instrument: str, plan: str, now: datetime) -> tuple[str, tuple[str, ...]]:
    """The role of an instrument, and the parts that a plan must have by the law of today; none where none are set."""
    law, day = law_in_force(), day_asked(None, now)
    held = law.rulebook.instruments.get(instrument)
    version = held.on(day) if held else None
    if version is None:
        return "", ()
    if plan not in _PARTS:
        return version.role, ()
    return version.role, Law(law, day, ANY, instrument, version).texts(_PARTS[plan])
