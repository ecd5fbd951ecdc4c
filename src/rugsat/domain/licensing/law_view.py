"""What the law of a day says for one application: its class, its role and the zone of each site."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rugsat.kernel.unit import unit_named
from rugsat.law.instrument import InstrumentVersion
from rugsat.law.pack import RulePack
from rugsat.law.parameter import ANY
from rugsat.law.resolve import NotSet, Resolved, resolve

TOPICS = {
    "miner": "mining",
    "pool": "mining",
    "exchange": "exchange",
    "custodian": "exchange",
    "energy_provider": "energy",
    "bank": "settlement",
}
"""Under which topic of the parameters the law of a role stands."""


@dataclass(frozen=True, slots=True)
class Law:
    """The law as a requirement sees it; a name such as {topic}.legal_forms is that of the role of the applicant."""

    pack: RulePack
    on: date
    cls: str
    instrument: str
    version: InstrumentVersion

    @property
    def role(self) -> str:
        """The role that the instrument gives."""
        return self.version.role

    @property
    def country(self) -> str:
        """The country of the jurisdiction, ISO 3166-1 alpha-2."""
        return self.pack.jurisdiction.upper()

    def named(self, parameter: str) -> str:
        """The full name of a parameter for this role; the instrument may have it under a name of its own."""
        asked = parameter.format(topic=TOPICS.get(self.role, self.role), instrument=self.instrument)
        return self.version.parameter(asked)

    def answer(self, parameter: str, zone: str = ANY) -> Resolved | NotSet:
        """What holds for the class and the zone; not set where it differs by a class or zone that is not said."""
        name = self.named(parameter)
        found = self.pack.rulebook.parameters.get(name)
        for key, said in (("class", self.cls), ("zone", zone)):
            if found is not None and key in found.by and said == ANY:
                return NotSet(name, self.cls, zone, f"it differs by {key}, and the application is of none")
        if found is None or "zone" not in found.by:
            return resolve(self.pack, name, self.on, self.cls)
        if zone not in self.pack.rulebook.jurisdiction.zones:
            return NotSet(name, self.cls, zone, f"there is no zone '{zone}'")
        return resolve(self.pack, name, self.on, self.cls, zone)

    def answers(self, parameter: str, zones: tuple[str, ...]) -> tuple[Resolved | NotSet, ...]:
        """What holds in each of the zones; one answer where the parameter does not differ by zone."""
        found = self.pack.rulebook.parameters.get(self.named(parameter))
        if found is None or "zone" not in found.by or not zones:
            return (self.answer(parameter),)
        return tuple(self.answer(parameter, zone) for zone in zones)

    def is_set(self, parameter: str) -> bool:
        """Whether a value holds."""
        return isinstance(self.answer(parameter), Resolved)

    def amount(self, parameter: str) -> Decimal:
        """The number that a parameter is set to; an indexed amount comes in money."""
        value = self._held(parameter).value
        assert isinstance(value, Decimal), f"{parameter} is no amount"
        return value

    def base(self, parameter: str) -> Decimal:
        """The number in the base unit that it is counted in, as parts per million of a percentage."""
        whole = unit_named(self._held(parameter).unit).in_base(self.amount(parameter))
        assert whole is not None, f"{parameter} has no base unit"
        return Decimal(whole)

    def unit(self, parameter: str) -> str:
        """The unit of the number; of money its currency."""
        return self._held(parameter).unit

    def texts(self, parameter: str) -> tuple[str, ...]:
        """The words of a list; none where it is not set."""
        held = self.answer(parameter)
        if isinstance(held, NotSet):
            return ()
        assert isinstance(held.value, tuple), f"{parameter} is no list"
        return held.value

    def requires(self, switch: str) -> bool:
        """Whether a switch is on."""
        return self.amount(switch) == 1

    def requires_in(self, switch: str, zone: str) -> bool:
        """Whether a switch is on in a zone; where it is not set there, it is not."""
        held = self.answer(switch, zone)
        return isinstance(held, Resolved) and held.value == 1

    def _held(self, parameter: str) -> Resolved:
        held = self.answer(parameter)
        assert isinstance(held, Resolved), f"{parameter} is asked for but not rested on"
        return held
