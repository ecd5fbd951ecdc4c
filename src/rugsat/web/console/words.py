"""What a case, a return and a clock are, in the words of officers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from rugsat.domain.licensing.clock import ClockState, Deadline
from rugsat.domain.licensing.discovery import all_requirements
from rugsat.domain.licensing.outcome import Outcome, Point, Status
from rugsat.domain.licensing.words import explained, office_in_words, state_in_words, verb_in_words
from rugsat.kernel.language import gettext, in_language, language, ngettext
from rugsat.law.adopted import definitions_in
from rugsat.law.pack import RulePack
from rugsat.law.parameter import ANY
from rugsat.law.procedure import Standing
from rugsat.operations.report.answers import answered, named_word
from rugsat.operations.report.sentences import check_name
from rugsat.operations.report.wording import day as day_in_words
from rugsat.operations.report.wording import percent as percent_of
from rugsat.store.kept_law import law_in_force
from rugsat.web.console.audit_words import kind_words
from rugsat.web.layout.choices import DOCUMENTS, PURPOSES

Choice = tuple[str, str]


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


_STATUSES = {
    Status.MET: (_mark("Met"), "green"),
    Status.UNMET: (_mark("Not met"), "red"),
    Status.UNKNOWN: (_mark("Not known"), "yellow"),
    Status.ASLEEP: (_mark("Not set by the law"), "grey"),
    Status.NOT_ASKED: (_mark("Not asked"), "grey"),
}
_CLOCK_COLOURS = {
    ClockState.RUNNING: "blue",
    ClockState.STOPPED: "yellow",
    ClockState.MISSED: "red",
    ClockState.AWAITS_SERVICE: "light-blue",
    ClockState.MET: "green",
}
_STANDING_COLOURS = {
    Standing.NONE: "blue",
    Standing.IN_FORCE: "green",
    Standing.SUSPENDED: "orange",
    Standing.ENDED: "grey",
}
_CLOCK_WORDS = {
    ClockState.RUNNING: _mark("Running"),
    ClockState.STOPPED: _mark("Stopped"),
    ClockState.MET: _mark("Kept"),
    ClockState.MISSED: _mark("Missed"),
    ClockState.OVER: _mark("Over"),
    ClockState.AWAITS_SERVICE: _mark("Begins with service"),
    ClockState.CANCELLED: _mark("No longer needed"),
    ClockState.ASLEEP: _mark("Length not set"),
    ClockState.ENDLESS: _mark("Without end"),
}
_RETURN_STATES = {
    "overdue": (_mark("Overdue"), "red"),
    "due": (_mark("Due"), "blue"),
    "filed": (_mark("Filed"), "green"),
    "filed_late": (_mark("Filed late"), "orange"),
}
_FINDINGS = {"open": _mark("Open"), "gone": _mark("Gone after a correction"), "dismissed": _mark("Dismissed")}
_KINDS = {"law": _mark("Law"), "policy": _mark("Policy"), "demonstration": _mark("Demonstration")}


def state_word(state: str) -> str:
    """The title of a state of a case."""
    return state_in_words(state)


def office_word(office: str) -> str:
    """Who acts, by office."""
    return office_in_words(office)


def owed_by_word(office: str) -> str:
    """Who must keep a clock, by office."""
    return _owed_by(office, language())


@lru_cache(maxsize=256)
def _owed_by(office: str, _language: str) -> str:
    return gettext("owed by: {office}").format(office=office_in_words(office))


def standing_colour(standing: Standing) -> str:
    """The colour of a standing; the word of the state beside it says the same."""
    return _STANDING_COLOURS[standing]


def clock_word(deadline: Deadline) -> str:
    """The title of a clock."""
    return in_language(deadline.clock.title)


def clock_state_word(deadline: Deadline) -> str:
    """How a clock stands."""
    return gettext(_CLOCK_WORDS[deadline.state])


def clock_colour(deadline: Deadline) -> str:
    """The colour of a clock."""
    return _CLOCK_COLOURS.get(deadline.state, "grey")


def counted_lines(deadline: Deadline) -> tuple[str, ...]:
    """How the days of a clock were counted."""
    return explained(deadline)


def left_word(days: int) -> str:
    """How many days are left, or over."""
    if days < 0:
        return ngettext("{count} day over", "{count} days over", -days).format(count=-days)
    if days == 0:
        return gettext("today")
    return ngettext("{count} day left", "{count} days left", days).format(count=days)


def requirement_word(name: str) -> str:
    """What a requirement asks, in one sentence."""
    title = next((each.title for each in all_requirements() if each.name == name), name.replace("_", " "))
    return gettext(title)


def outcome_word(status: Status) -> str:
    """The answer of a requirement."""
    return gettext(_STATUSES[status][0])


def outcome_colour(status: Status) -> str:
    """The colour of an answer; the word says the same."""
    return _STATUSES[status][1]


def reason(answer: Outcome | Point) -> str:
    """Why a requirement is met or not."""
    return answered(answer)


def return_state_word(state: str) -> str:
    """How a return stands."""
    return gettext(_RETURN_STATES[state][0])


def return_state_colour(state: str) -> str:
    """The colour of it."""
    return _RETURN_STATES[state][1]


def basis_word(kind: str) -> str:
    """Whether something is law, policy or demonstration."""
    return gettext(_KINDS[kind]) if kind in _KINDS else kind


def purpose_word(purpose: str) -> str:
    """What a wallet is for."""
    return _chosen(PURPOSES, purpose)


def document_word(kind: str) -> str:
    """What a document of a case is; a kind that nobody has given a title with spaces."""
    return _chosen(DOCUMENTS, kind)


def position_word(position: str) -> str:
    """What somebody is in a firm: an owner, or one who answers for something."""
    return gettext("Owner") if position == "owner" else named_word("office", position).replace("_", " ")


def plan_word(name: str) -> str:
    """What a plan of an application is about."""
    return named_word("plan", name).replace("_", " ")


def _chosen(words: Mapping[str, str], name: str) -> str:
    return gettext(words[name]) if name in words else name.replace("_", " ")


def verb_word(verb: str) -> str:
    """What an act is called."""
    return verb_in_words(verb)


def logged_word(kind: str) -> str:
    """What was logged: an act by what it is called, anything else as the trail of acts calls it."""
    return kind_words(kind)


def check_word(check: str) -> str:
    """The name of a check as a statement."""
    return check_name(check)


def finding_status_word(status: str) -> str:
    """Whether a finding is open, gone or dismissed."""
    return gettext(_FINDINGS[status]) if status in _FINDINGS else status


def instrument_choices() -> list[Choice]:
    """The instruments of the jurisdiction, as value and word."""
    held = law_in_force().rulebook.instruments.items()
    return sorted(((name, in_language(each.versions[-1].title)) for name, each in held), key=lambda each: each[1])


def class_choices() -> list[Choice]:
    """The classes of the jurisdiction."""
    return [(name, in_language(title)) for name, title in law_in_force().rulebook.jurisdiction.classes.items()]


def state_choices() -> list[Choice]:
    """The states that any procedure of the jurisdiction knows."""
    tables = [version.table for each in law_in_force().rulebook.instruments.values() for version in each.versions]
    states = dict.fromkeys(state for table in tables for state in table.states)
    return [(state, state_in_words(state)) for state in states]


def class_of(cls: str) -> str:
    """The title of a class, empty where there is none."""
    return "" if cls == ANY else in_language(law_in_force().rulebook.jurisdiction.classes.get(cls, {"en": cls}))


def zone_title(zone: str) -> str:
    """The title of a zone."""
    return in_language(law_in_force().rulebook.jurisdiction.zones.get(zone, {"en": zone}))


def zone_choices() -> list[Choice]:
    """The zones of the jurisdiction."""
    return [(name, in_language(title)) for name, title in law_in_force().rulebook.jurisdiction.zones.items()]


def iso_day(day: str | date) -> str:
    """A day that is given as text, as the language writes it; what is no day as it is."""
    try:
        return day_in_words(date.fromisoformat(day) if isinstance(day, str) else day)
    except ValueError:
        return str(day)


def degrees(place: Any) -> str:
    """Latitude and longitude of a site, without zeros that say nothing; a dash where they are not known."""
    if place.latitude is None or place.longitude is None:
        return "–"
    return f"{place.latitude.normalize():f}, {place.longitude.normalize():f}"


def percent(share: Decimal | Fraction) -> str:
    """A share of one as per cent."""
    exact = share if isinstance(share, Decimal) else Decimal(share.numerator) / Decimal(share.denominator)
    return percent_of(exact)


def return_word(name: str) -> str:
    """The title of a return, the latest that the law has."""
    return in_language(_return_titles(law_in_force()).get(name, {"en": name.replace("_", " ")}))


def return_choices() -> list[Choice]:
    """The returns of the jurisdiction."""
    titles = _return_titles(law_in_force())
    return sorted(((name, in_language(title)) for name, title in titles.items()), key=lambda each: each[1])


@lru_cache(maxsize=8)
def _return_titles(law: RulePack) -> Mapping[str, Mapping[str, str]]:
    return {each.name: each.title for each in definitions_in(law)}


WORDS = {
    "deadline_colour": clock_colour,
    "deadline_state": clock_state_word,
    "deadline_word": clock_word,
    "desk_word": office_word,
    "asks_word": requirement_word,
    "return_title": return_word,
    "case_state": state_word,
    "check_title_word": check_word,
    "rests_word": basis_word,
    "written_day": iso_day,
    "place_in_degrees": degrees,
    **{
        word.__name__: word
        for word in (
            class_of,
            counted_lines,
            document_word,
            finding_status_word,
            left_word,
            logged_word,
            outcome_colour,
            outcome_word,
            owed_by_word,
            percent,
            plan_word,
            position_word,
            purpose_word,
            reason,
            return_state_colour,
            return_state_word,
            standing_colour,
        )
    },
}
"""Filters of the templates, by names that no other area gives to its own."""
