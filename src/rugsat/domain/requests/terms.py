"""What the law of a day says of requests for information: how long, put off by how much and why, served when."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from rugsat.law.pack import RulePack
from rugsat.law.resolve import NotSet, Resolved, resolve
from rugsat.law.service import CUT_OFF, Dispatch, Service, deeming, legal_day_of, service_of

ANSWER_TERM = "requests.answer_term"
EXTENSION_LIMIT = "requests.extension_limit"
EXTENSION_GROUNDS = "requests.extension_grounds"
REMINDER_DAYS = "requests.reminder_days"


@dataclass(frozen=True, slots=True)
class Terms:
    """The values that a request is led by: those of the day on which it was asked, for as long as it is open."""

    pack: RulePack
    on: date

    def value(self, parameter: str) -> Resolved | NotSet:
        """What the law of the day says of a parameter."""
        return resolve(self.pack, parameter, self.on)

    def days(self, parameter: str) -> int | None:
        """A length of time in its own unit; None where it is not set."""
        found = self.value(parameter)
        return int(found.value) if isinstance(found, Resolved) and isinstance(found.value, Decimal) else None

    def words(self, parameter: str) -> tuple[str, ...]:
        """A list of words; empty where it is not set."""
        found = self.value(parameter)
        return found.value if isinstance(found, Resolved) and isinstance(found.value, tuple) else ()

    def served(self, dispatch: Dispatch) -> Service:
        """The day on which a letter counts as served: the proven one, or the one on which the law deems it so."""
        return service_of(dispatch, self.value(deeming(dispatch.means)), self.pack.rulebook.calendar)

    def day_of(self, at: datetime) -> date:
        """The day that an act counts on: its local day, or a later one where the law has a cut-off hour."""
        rulebook = self.pack.rulebook
        zone, cut_off = rulebook.jurisdiction.time_zone, self.value(CUT_OFF)
        return legal_day_of(at, time_zone=zone, cut_off=cut_off, calendar=rulebook.calendar)
