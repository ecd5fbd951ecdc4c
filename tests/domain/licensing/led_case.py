"""A case that a test leads act by act, through the one door through which acts come in."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rugsat.domain.licensing.admission import admit
from rugsat.domain.licensing.case import Recorded, procedure_of, state_of
from rugsat.domain.licensing.clock import Deadline, deadlines
from rugsat.domain.licensing.procedure import Procedure
from rugsat.law.pack import RulePack, load_jurisdiction

DEMONSTRATED = {code: load_jurisdiction(code, demonstration=["demonstration"]) for code in ("tm", "kz", "uz")}
SHIPPED = {code: load_jurisdiction(code) for code in ("tm", "kz", "uz")}


@dataclass
class LedCase:
    """A case of an instrument; `act` takes the local time of the jurisdiction."""

    pack: RulePack = field(default_factory=lambda: DEMONSTRATED["tm"])
    instrument: str = "mining_registration"
    cls: str = "*"
    recorded: list[Recorded] = field(default_factory=list)

    def act(self, at: str, verb: str, by: str, office: str, **more: object) -> Recorded:
        moment = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(self.pack.rulebook.jurisdiction.time_zone))
        procedure = self.procedure(moment.date())
        act = Recorded(len(self.recorded) + 1, verb, moment, by, office, **more)  # type: ignore[arg-type]
        admit(procedure, self.recorded, act, self.pack.rulebook.calendar)
        self.recorded.append(act)
        return act

    def procedure(self, on: date) -> Procedure:
        return procedure_of(self.pack, self.instrument, self.recorded, on=on, cls=self.cls)

    @property
    def state(self) -> str:
        last = self.recorded[-1].at.date() if self.recorded else date(2026, 3, 2)
        return state_of(self.procedure(last), self.recorded)

    def deadlines(self, on: date) -> tuple[Deadline, ...]:
        return deadlines(self.procedure(on), self.recorded, self.pack.rulebook.calendar, on=on)

    def clock(self, name: str, on: date) -> Deadline:
        """The last run of a clock."""
        return next(each for each in reversed(self.deadlines(on)) if each.clock.name == name)


def submitted(**more: object) -> LedCase:
    case = LedCase(**more)  # type: ignore[arg-type]
    case.act("2026-03-02 10:00", "submit", "firm", "applicant")
    return case


def granted() -> LedCase:
    case = submitted()
    case.act("2026-03-10 10:00", "countersign", "aman", "licensing_officer", signs_for="grant")
    case.act("2026-03-11 10:00", "grant", "bahar", "director")
    return case


def suspended() -> LedCase:
    case = granted()
    case.act("2026-04-01 10:00", "ask", "sona", "supervisor")
    case.act("2026-04-17 10:00", "countersign", "sona", "supervisor", signs_for="suspend")
    case.act("2026-04-20 10:00", "suspend", "bahar", "director", ground="a fee is unpaid")
    return case
