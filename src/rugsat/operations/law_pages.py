"""The page of each jurisdiction for the documentation: all its law with days and sources, in Markdown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from rugsat.law.calendar import Calendar, DayStatus
from rugsat.law.explain import Explanation, explain
from rugsat.law.instrument import InstrumentVersion
from rugsat.law.pack import RulePack, jurisdictions, load_jurisdiction
from rugsat.law.parameter import Parameter
from rugsat.law.procedure import Term
from rugsat.law.words import days_in_words, place_in_words, value_in_words

_READING = """\
Kinds: **law** is the law itself, **policy** an act of the authority, **demonstration** is made up to show something.
Confidence: **P** the primary text was read, **S2** two independent sources agree, **S** one source, **W** a weak one.
Only P and S2 may support a finding that a firm sees. What was looked for and not found is listed as *not set*; the
checks that rest on it sleep. An amount that counts an index is given with the arithmetic of each day."""

RestsOn = Mapping[str, Sequence[str]]
"""The parameters that each check rests on."""


def law_pages(rests_on: RestsOn) -> dict[str, str]:
    """The page of each installed jurisdiction by its code, without demonstrations."""
    return {code: law_page(load_jurisdiction(code), rests_on) for code in jurisdictions()}


def law_page(pack: RulePack, rests_on: RestsOn) -> str:
    """The page of one jurisdiction; it depends on the pack alone, not on the day it is made."""
    parts = [
        *_head(pack),
        *_parameters(pack, rests_on),
        *_instruments(pack),
        *_acts(pack),
        *_calendar(pack.rulebook.calendar),
    ]
    return "\n\n".join(parts) + "\n"


def _head(pack: RulePack) -> Iterator[str]:
    about, book = pack.rulebook.jurisdiction, pack.rulebook
    held = sum(bool(explain(pack, name, on=date.max).history) for name in book.parameters)
    yield f"# The law of {about.name['en']}"
    names = ", ".join(f"{text} ({language})" for language, text in about.name.items())
    rule = about.due_on_rest_day
    moved = "stays" if rule is None or not rule.moves else "moves to the next working day"
    said = f" ({rule.basis.kind}: {rule.basis.citation})" if rule else " (no source says otherwise)"
    rows = [
        ("Names", names),
        ("Time zone", about.time_zone),
        ("Currency", about.currency),
        ("Classes", "; ".join(f"`{name}` {titles['en']}" for name, titles in about.classes.items())),
        ("Zones", "; ".join(f"`{name}` {titles['en']}" for name, titles in about.zones.items())),
        ("A due day that is no working day", f"{moved}{said}"),
        ("Parameters", f"{len(book.parameters)}, of which {held} have a value"),
    ]
    yield _table(("", ""), rows)
    yield _READING


def _parameters(pack: RulePack, rests_on: RestsOn) -> Iterator[str]:
    named = pack.rulebook.parameters
    for topic, names in groupby(sorted(named), key=lambda name: name.partition(".")[0]):
        yield f"## {topic.capitalize()}"
        for name in names:
            yield from _parameter(named[name], explain(pack, name, on=date.max, rests_on=rests_on))


def _parameter(parameter: Parameter, told: Explanation) -> Iterator[str]:
    yield f"### {parameter.title['en']}\n\n`{parameter.id}`"
    if told.history:
        rows = [
            (
                days_in_words(held),
                place_in_words(held),
                value_in_words(parameter, held),
                held.kind,
                str(held.confidence or ""),
                _link(str(held.citation), held.citation.link),
            )
            for held in told.history
        ]
        yield _table(("days", "for", "value", "kind", "confidence", "source"), rows)
    else:
        yield "*Not set: found in no source.*"
    repealed = [value for value in parameter.values if value.value is None]
    yield from (f"Repealed from {value.period.since} by {value.citation}." for value in repealed)
    if parameter.note:
        yield _prose(parameter.note)
    if told.checks:
        yield f"Checks that rest on it: {', '.join(f'`{check}`' for check in told.checks)}."


def _instruments(pack: RulePack) -> Iterator[str]:
    if not pack.rulebook.instruments:
        return
    yield "## Instruments"
    rows = [
        (
            version.title["en"],
            version.kind.replace("_", " "),
            version.issued_by["en"],
            version.role,
            _term(version),
            str(version.period),
            str(version.citation.confidence or ""),
            _link(str(version.citation), version.citation.link),
        )
        for instrument in pack.rulebook.instruments.values()
        for version in instrument.versions
    ]
    yield _table(("instrument", "kind", "issued by", "for", "term", "days", "confidence", "source"), rows)


def _acts(pack: RulePack) -> Iterator[str]:
    if not pack.rulebook.acts:
        return
    yield "## Acts of the authority"
    rows = [
        (
            act.title["en"],
            act.kind,
            "in force" if act.in_force else "draft, not in force",
            str(act.since),
            f"{act.signed.on}, {act.signed.by}" if act.signed else "",
            ", ".join(f"`{name}`" for name in act.sets),
        )
        for act in pack.rulebook.acts.values()
    ]
    yield _table(("act", "kind", "status", "since", "signed", "sets"), rows)


def _calendar(calendar: Calendar) -> Iterator[str]:
    for number, year in sorted(calendar.years.items()):
        yield f"## Calendar of {number}"
        rest = [("every week", status) for _, status in sorted(year.weekdays.items())]
        days = [(str(day), status) for day, status in sorted(year.days.items())]
        yield _table(("day", "what it is", "confidence", "source"), [_day(*row) for row in rest + days])


def _day(day: str, status: DayStatus) -> tuple[str, ...]:
    said = f"{status.reason} *(estimated)*" if status.estimated else status.reason
    if status.citation is None:
        return day, said, "", ""
    citation = status.citation
    return day, said, str(citation.confidence or ""), _link(str(citation), citation.link)


def _term(version: InstrumentVersion) -> str:
    if version.term is None:
        return "not found"
    return "unlimited" if version.term.count is None else _count(version.term)


def _count(term: Term) -> str:
    return f"{term.count} {term.unit.replace('_', ' ')}{'' if term.count == 1 else 's'}"


def _link(text: str, link: str) -> str:
    return f"[{_cell(text)}](<{link}>)" if link else text


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = tuple(head)
    lines = [names, tuple("---" for _ in names), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    """Text that stays in its cell: a bar or a line break would end it."""
    return text.replace("\\|", "|").replace("|", "\\|").replace("\n", " ")


def _prose(text: str) -> str:
    """A note as a quotation, its links made clickable."""
    words = (f"<{word}>" if word.startswith(("https://", "http://")) else word for word in text.split())
    return f"> {' '.join(words)}"
