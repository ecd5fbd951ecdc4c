"""The return definitions that a rule pack holds."""

from functools import lru_cache

from rugsat.law.pack import RulePack
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.law.returns.load import return_definitions


@lru_cache(maxsize=32)
def definitions_in(pack: RulePack) -> tuple[ReturnDefinition, ...]:
    """All returns of a jurisdiction, one per stretch of days; each pack is read once in a process."""
    jurisdiction = pack.rulebook.jurisdiction
    return return_definitions(
        pack.files,
        jurisdiction_code=jurisdiction.code,
        time_zone=jurisdiction.time_zone,
        classes=tuple(jurisdiction.classes),
        zones=tuple(jurisdiction.zones),
    )
