"""What is written in the form of a policy act, row by row, and which values there are to set."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.law.parameter import ANY, Parameter
from rugsat.law.shape import Shape
from rugsat.store.kept_law import law_in_force
from rugsat.store.policy.models import PolicyAct
from rugsat.store.queries.law import left_open, open_places
from rugsat.store.queries.policy import settings_of
from rugsat.web.console.law_words import place_named, topic_word
from rugsat.web.layout.moment import today

Choice = tuple[str, str]
_MOST = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One value as it is written; a place is class and zone with a stroke between."""

    parameter: Parameter
    places: list[Choice]
    place: str
    value: str
    nothing: bool
    until: str

    @property
    def hint(self) -> str:
        """How the value is written."""
        return _hint(self.parameter)


@dataclass(frozen=True, slots=True)
class Written:
    """The form as it is written."""

    title: dict[str, str]
    ground: str
    since: str
    rows: list[Row]

    def says(self) -> dict[str, Any]:
        """The same for the use case."""
        sets = []
        for row in self.rows:
            cls, _stroke, zone = (row.place or f"{ANY}/{ANY}").partition("/")
            value = None if row.nothing else row.value
            placed = {"cls": cls, "zone": zone or ANY, "until": row.until or None}
            sets.append({"parameter": row.parameter.id, "value": value, **placed})
        return {"title": self.title, "ground": self.ground, "since": self.since or today().isoformat(), "sets": sets}


def choices() -> list[tuple[str, list[Choice]]]:
    """The parameters that an act can set, by topic."""
    found = groupby(left_open(on=today()), key=lambda each: each.id.partition(".")[0])
    return [(topic_word(topic), [(each.id, in_language(each.title)) for each in held]) for topic, held in found]


def wished(request: HttpRequest) -> str:
    """The parameter that the address asks for, where there is such a one."""
    name = request.GET.get("parameter", "")
    return name if name in law_in_force().rulebook.parameters else ""


def row_of(name: str) -> Row:
    """An empty row for a parameter."""
    return _row(name, "", "", "", nothing=False)


def of_act(act: PolicyAct) -> Written:
    """The form as a draft fills it."""
    rows = [
        _row(
            each.parameter,
            f"{each.cls}/{each.zone}",
            each.value or "",
            str(each.until or ""),
            nothing=each.value is None,
        )
        for each in settings_of(act)
        if each.parameter in law_in_force().rulebook.parameters
    ]
    return Written(dict(act.title), act.ground, act.since.isoformat(), rows)


def of_request(request: HttpRequest) -> Written:
    """The form as it was sent: a row that is taken away is left out, one that is added comes last."""
    sent, known = request.POST, law_in_force().rulebook.parameters
    numbers = [number for number in range(_MOST) if sent.get(f"parameter-{number}", "") in known]
    rows = [
        _row(
            sent[f"parameter-{number}"],
            sent.get(f"place-{number}", ""),
            sent.get(f"value-{number}", ""),
            sent.get(f"until-{number}", ""),
            nothing=f"nothing-{number}" in sent,
        )
        for number in numbers
        if sent.get("do") != f"remove-{number}"
    ]
    if sent.get("do") == "add" and sent.get("add", "") in known and len(rows) < _MOST:
        rows.append(row_of(sent["add"]))
    title = {key.removeprefix("title-"): str(text) for key, text in sent.items() if key.startswith("title-")}
    return Written(title, sent.get("ground", ""), sent.get("since", ""), rows)


def _row(name: str, place: str, value: str, until: str, *, nothing: bool) -> Row:
    book = law_in_force().rulebook
    parameter = book.parameters[name]
    places = [
        (f"{cls}/{zone}", place_named(cls, zone)) for cls, zone in open_places(book, parameter, today()) if parameter.by
    ]
    return Row(parameter, places, place, value, nothing, until)


def _hint(parameter: Parameter) -> str:
    unit = parameter.form.unit.name
    if unit == "switch":
        return _("1 for yes, 0 for no.")
    return {
        Shape.AMOUNT: _("A number in {unit}, as in 1500 or 0.75."),
        Shape.INDEXED_AMOUNT: _("A number of {unit}, as in 10."),
        Shape.LIST: _("One item on each line."),
        Shape.SCALE: _("One bracket on each line, as in: from 100: 5"),
        Shape.SCHEDULE: _("One part on each line, as in: 17:00-22:00 in months 6, 7: 500"),
    }[parameter.form.shape].format(unit=_unit(unit))


def _unit(unit: str) -> str:
    return "%" if unit == "percent" else unit.replace("_", " ")
