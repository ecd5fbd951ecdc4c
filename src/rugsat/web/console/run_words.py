"""Runs, requests for information and data quality in words."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from rugsat.kernel.language import gettext
from rugsat.operations.report.sentences import sentence
from rugsat.operations.report.wording import at, day, days, number
from rugsat.web.console.finding_words import event_word
from rugsat.web.layout.moment import zone


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


_RUN_COLOURS = {
    "waiting": "grey",
    "running": "blue",
    "cancelling": "yellow",
    "cancelled": "grey",
    "failed": "red",
    "done": "green",
}
_REQUEST_STATES = {
    "asked": (_mark("Asked"), "blue"),
    "answered_in_part": (_mark("Answered in part"), "yellow"),
    "answered": (_mark("Answered"), "purple"),
    "accepted": (_mark("Accepted"), "green"),
    "withdrawn": (_mark("Withdrawn"), "grey"),
}
_REQUEST_VERBS = {
    "ask": _mark("Asked"),
    "answer": _mark("Answered"),
    "answer_in_part": _mark("Answered in part"),
    "ask_further": _mark("Asked further"),
    "extend": _mark("Deadline extended"),
    "remind": _mark("Reminded"),
    "escalate": _mark("Brought before a director"),
    "hand_over": _mark("Handed over to another officer"),
    "accept": _mark("Answer accepted"),
    "withdraw": _mark("Withdrawn"),
}
_TERMS = {
    "awaits_service": (_mark("Awaits service"), "light-blue"),
    "running": (_mark("Running"), "blue"),
    "overdue": (_mark("Overdue"), "red"),
    "kept": (_mark("Answered in time"), "green"),
    "late": (_mark("Answered late"), "orange"),
    "cancelled": (_mark("Withdrawn"), "grey"),
    "asleep": (_mark("No deadline is set"), "grey"),
}
_COMPONENTS = {
    "faults": _mark("Faults in a hundred rows"),
    "refusals": _mark("Files refused of a hundred"),
    "corrections": _mark("Filings corrected of a hundred"),
    "lateness": _mark("Days late on the average"),
    "estimates": _mark("Readings estimated of a hundred"),
}
_RUN_KINDS = ("first_seen", "changed", "back", "gone", "still_true")


def run_colour(state: str) -> str:
    """The colour of a run's state."""
    return _RUN_COLOURS.get(state, "grey")


def run_taken(run: Mapping[str, Any]) -> list[tuple[str, int]]:
    """What became of the findings of a run, as word and count."""
    taken = run["taken"] or {}
    return [(event_word(kind), int(taken[kind])) for kind in _RUN_KINDS if isinstance(taken.get(kind), int)]


def run_came(run: Mapping[str, Any]) -> str:
    """The same in a line, what there is none of left out; or why the run failed."""
    if run["error"]:
        return str(run["error"])[:200]
    return ", ".join(f"{word}: {number(count)}" for word, count in run_taken(run) if count)


def iso_moment(text: str) -> str:
    """A moment that is written as text, in local time."""
    return at(datetime.fromisoformat(text).astimezone(zone())) if text else ""


def iso_day(text: str) -> str:
    """A day that is written as text."""
    return day(date.fromisoformat(text)) if text else ""


def month_words(month: str) -> str:
    """A month that is written as text, as in March 2026."""
    return days(*_month(month))


def _month(month: str) -> tuple[date, date]:
    first = date.fromisoformat(f"{month}-01")
    return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def decimal_words(text: str) -> str:
    """A decimal that is written as text, to two digits."""
    return number(Decimal(text), places=2)


def request_state(state: str) -> str:
    """Where a request stands."""
    return gettext(_REQUEST_STATES[state][0]) if state in _REQUEST_STATES else state


def request_verb(verb: str) -> str:
    """What was done with a request."""
    return gettext(_REQUEST_VERBS[verb]) if verb in _REQUEST_VERBS else verb.replace("_", " ").capitalize()


def term_word(state: str) -> str:
    """Where the deadline of a request stands."""
    return gettext(_TERMS[state][0]) if state in _TERMS else state.replace("_", " ").capitalize()


def component_word(component: str) -> str:
    """What is measured of a filer."""
    return gettext(_COMPONENTS[component]) if component in _COMPONENTS else component.replace("_", " ").capitalize()


def request_states() -> list[tuple[str, str]]:
    """What a list of requests can be narrowed to."""
    return [
        ("open", gettext("Not closed")),
        ("escalated", gettext("Before a director")),
        *((name, request_state(name)) for name in _REQUEST_STATES),
    ]


RUN_WORDS: dict[str, Callable[..., Any]] = {
    "run_colour": run_colour,
    "run_taken": run_taken,
    "run_came": run_came,
    "iso_moment": iso_moment,
    "iso_day": iso_day,
    "month_words": month_words,
    "decimal_words": decimal_words,
    "request_state": request_state,
    "request_colour": lambda state: _REQUEST_STATES.get(state, ("", "grey"))[1],
    "request_verb": request_verb,
    "term_word": term_word,
    "term_colour": lambda state: _TERMS.get(state, ("", "grey"))[1],
    "component_word": component_word,
    "in_our_words": sentence,
}
"""Filters of the templates."""
