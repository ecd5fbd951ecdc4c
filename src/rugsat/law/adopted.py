"""The returns that a rule pack holds."""

from datetime import date
from functools import lru_cache

from rugsat.law.pack import RulePack
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.law.returns.load import definitions_on, return_definitions


@lru_cache(maxsize=32)
def definitions_in(pack: RulePack) -> tuple[ReturnDefinition, ...]:
    """All return definitions of a pack, of all days; each pack is read once in a process."""
    jurisdiction = pack.rulebook.jurisdiction
    return return_definitions(
        pack.files,
        jurisdiction_code=jurisdiction.code,
        time_zone=jurisdiction.time_zone,
        classes=tuple(jurisdiction.classes),
        zones=tuple(jurisdiction.zones),
    )


def definitions_in_force(pack: RulePack, on: date) -> dict[str, ReturnDefinition]:
    """The returns in force on a day, by name."""
    return {definition.name: definition for definition in definitions_on(definitions_in(pack), on)}
