"""The law in the language of the reader: values, days, sources, and how far each may be relied on."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from rugsat.domain.licensing.procedure import Procedure
from rugsat.domain.licensing.words import office_in_words, state_in_words, verb_in_words
from rugsat.domain.returns.artefacts.rule_words import rule_words
from rugsat.kernel.citation import Confidence
from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.law.basis import Kind
from rugsat.law.parameter import ANY, Parameter
from rugsat.law.procedure import Clock, Verb
from rugsat.law.resolve import NotSet, Resolved
from rugsat.law.returns.definition import FilingCalendar, InputType
from rugsat.law.shape import Schedule, Value
from rugsat.operations.report.answers import named_word
from rugsat.operations.report.articles import citation_in_words
from rugsat.operations.report.law_texts import WORDS_OF_NAMES, law_text
from rugsat.operations.report.sentences import check_name, family_word, sentence
from rugsat.operations.report.wording import amount, day, days, number
from rugsat.store.kept_law import law_in_force
from rugsat.web.layout.said import field_word

_A_DAY = timedelta(days=1)
_PLACES = 8
_VERBS = frozenset(Verb)
_WHATEVER_SETS = "whatever sets "
_COLOURS = {"law": "green", "policy": "blue", "demonstration": "yellow", "unverified": "orange", "asleep": "grey"}


def value_words(parameter: Parameter, answer: Resolved) -> str:
    """The value with its unit; an indexed amount with its arithmetic."""
    counted = answer.counted
    if counted is not None and isinstance(answer.value, Decimal):
        factors = f"{_exact(counted.count)} {counted.unit} × {_exact(counted.index_value)}"
        return f"{factors} = {amount_words(answer.value, answer.unit)}"
    return plain_value(parameter, answer.value, answer.unit)


def plain_value(parameter: Parameter, value: Value, unit: str) -> str:
    """A value part by part."""
    said = []
    for item, figure in parameter.form.items(value):
        if figure is None:
            said.append(item_words(parameter, item))
            continue
        words, named = amount_words(figure, unit), item.replace("from ", _("from") + " ")
        named = named.replace("in months", _("in months")) if isinstance(value, Schedule) else named
        said.append(f"{named}: {words}" if named and words else named or words)
    return "; ".join(said) or _("an empty list")


def item_words(parameter: Parameter, item: str) -> str:
    """One of the texts of a value; an act, a class, a zone, a position and a part of a plan by its title."""
    if parameter.id in WORDS_OF_NAMES:
        return item
    if item in _VERBS and parameter.id.startswith("procedure."):
        return verb_in_words(item)
    about = law_in_force().rulebook.jurisdiction
    if title := about.classes.get(item) or about.zones.get(item):
        return in_language(title)
    if (position := named_word("office", item)) != item:
        return position
    said = law_text(item)
    return said if said != item.replace("_", " ") else field_word(item)


def amount_words(value: Decimal, unit: str) -> str:
    """An amount with its unit; a switch is yes or no."""
    if unit == "switch":
        return _("yes") if value else _("no")
    if unit == "count":
        return _exact(value)
    if unit == "ratio":
        return _exact(value)
    if "/" in unit or unit == "ppm":
        return f"{_exact(value)} {unit}"
    return amount(value, unit)


def days_words(since: date, until: date | None) -> str:
    """The days on which something holds, the last one included."""
    if until is None:
        return _("from {day}").format(day=day(since))
    return days(since, until - _A_DAY)


def place_words(answer: Resolved | NotSet) -> str:
    """The class and zone that an answer is for; empty where it does not differ by them."""
    return place_named(answer.cls, answer.zone)


def place_named(cls: str, zone: str) -> str:
    """A class and a zone by their titles."""
    about = law_in_force().rulebook.jurisdiction
    titles = [*([about.classes.get(cls, {"en": cls})] if cls != ANY else [])]
    titles += [about.zones.get(zone, {"en": zone})] if zone != ANY else []
    return ", ".join(in_language(title) for title in titles)


def why_not(answer: NotSet) -> str:
    """Why nothing holds."""
    return sentence(answer.why)


def standing_of(answer: Resolved | NotSet) -> str:
    """How far an answer may be relied on: its kind, unverified where its sources are weak, asleep where it is not."""
    if isinstance(answer, NotSet):
        return "asleep"
    return str(answer.kind) if answer.supports_a_finding else "unverified"


def standing_word(standing: str) -> str:
    """The same in words."""
    return {
        "law": _("Law"),
        "policy": _("Policy"),
        "demonstration": _("Demonstration"),
        "unverified": _("Unverified"),
        "asleep": _("Not set"),
    }.get(standing, standing)


def standing_colour(standing: str) -> str:
    """The colour of its tag."""
    return _COLOURS.get(standing, "grey")


def confidence_words(answer: Resolved) -> str:
    """How well a value is sourced."""
    if answer.confidence is None:
        return _("Set by an act, not read from a source.")
    return {
        Confidence.PRIMARY: _("Confidence P: the primary text was read."),
        Confidence.TWO_SECONDARY: _("Confidence S2: two independent sources agree."),
        Confidence.SECONDARY: _("Confidence S: one source. Too weak for a finding that a firm sees."),
        Confidence.WEAK: _("Confidence W: a weak source. Too weak for a finding that a firm sees."),
    }[answer.confidence]


def source_words(citation: object) -> str:
    """What something rests on; an instrument that rests on whatever sets a value names that value by its title."""
    said = citation_in_words(str(citation), law_in_force())
    found = law_in_force().rulebook.parameters.get(said.removeprefix(_WHATEVER_SETS))
    return _("the act that sets: {value}").format(value=in_language(found.title)) if found else said


def kind_word(kind: Kind | None) -> str:
    """The word for a kind; that of what sleeps where there is none."""
    return standing_word(str(kind) if kind else "asleep")


def topic_word(topic: str) -> str:
    """The word for a topic of the law; one that is not known by its name."""
    return {
        "advertising": _("Advertising"),
        "asset": _("Assets"),
        "authority": _("Authority"),
        "energy": _("Energy"),
        "exchange": _("Exchanges"),
        "fees": _("Fees"),
        "household": _("Households"),
        "mining": _("Mining"),
        "names": _("Names"),
        "ownership": _("Ownership"),
        "penalties": _("Penalties"),
        "procedure": _("Procedure"),
        "quality": _("Data quality"),
        "records": _("Records"),
        "reports": _("Reports"),
        "requests": _("Requests for information"),
        "returns": _("Returns"),
        "screening": _("Screening"),
        "settlement": _("Settlement"),
        "tax": _("Tax"),
    }.get(topic, topic.replace("_", " ").capitalize())


def _exact(value: Decimal) -> str:
    return number(value, places=_PLACES)


def role_word(role: str) -> str:
    """The word for a role such as miner, as the jurisdiction has it."""
    roles = law_in_force().rulebook.jurisdiction.roles
    return in_language(roles[role]) if role in roles else role.replace("_", " ")


def due_words(calendar: FilingCalendar) -> str:
    """How often a return is filed, and when it is due after its period."""
    every = {
        "day": _("every day"),
        "week": _("every week"),
        "month": _("every month"),
        "quarter": _("every quarter"),
        "year": _("every year"),
        "event": _("each time it happens"),
    }.get(calendar.every, calendar.every)
    if calendar.due is None:
        return _("{every}; when it is due is not set").format(every=every)
    if calendar.due.unit == "day_of_next_month":
        return _("{every}, by day {number} of the next month").format(every=every, number=calendar.due.count)
    after = amount_words(Decimal(calendar.due.count), calendar.due.unit)
    return _("{every}, due {time} after its end").format(every=every, time=after)


def type_word(kind: InputType) -> str:
    """How a value is written in a filed file."""
    return {
        InputType.TEXT: _("text"),
        InputType.INTEGER: _("whole number"),
        InputType.DECIMAL: _("number"),
        InputType.DATE: _("day, as in 2026-03-31"),
        InputType.MONTH: _("month, as in 2026-03"),
        InputType.MOMENT: _("day and time with its zone"),
        InputType.BOOLEAN: _("true or false"),
        InputType.SEALED: _("identifier, encrypted to the authority"),
    }[kind]


def clock_length(procedure: Procedure, clock: Clock) -> str:
    """How long a clock runs."""
    length = procedure.length(clock)
    if isinstance(length, NotSet):
        return _("not set")
    if isinstance(length, Resolved):
        return amount_words(length.value, length.unit) if isinstance(length.value, Decimal) else str(length.value)
    return _("without end") if length.count is None else amount_words(Decimal(length.count), length.unit)


LAW_WORDS: dict[str, Callable[..., str]] = {
    "law_value": lambda pair: value_words(*pair),
    "law_days": lambda answer: days_words(answer.since, answer.until),
    "form_days": lambda held: days_words(held.since, held.until),
    "law_place": place_words,
    "law_why": why_not,
    "law_standing": standing_of,
    "basis_word": standing_word,
    "basis_colour": standing_colour,
    "law_confidence": confidence_words,
    "law_kind": kind_word,
    "topic_word": topic_word,
    "role_word": role_word,
    "due_words": due_words,
    "type_word": type_word,
    "rule_words": rule_words,
    "law_source": source_words,
    "law_state": state_in_words,
    "law_verb": verb_in_words,
    "law_office": office_in_words,
    "clock_length": lambda pair: clock_length(*pair),
    "asleep_words": lambda row: sentence(row.asleep.removeprefix("because ")),
    "check_word": check_name,
    "family_word": family_word,
}
"""Filters of the templates."""
