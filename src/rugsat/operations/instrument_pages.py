"""The page of the instruments of each jurisdiction: every clock and step with what it rests on, in Markdown."""

from collections.abc import Iterable, Iterator
from datetime import date

from rugsat.domain.licensing.procedure import Procedure, not_in_force, procedure_as_written
from rugsat.domain.licensing.procedure_rows import ClockRow, SameSteps, StepRow, clock_rows, rests_on, same_steps
from rugsat.kernel.errors import RugsatError
from rugsat.law.instrument import Instrument, InstrumentVersion
from rugsat.law.pack import RulePack, jurisdictions, load_jurisdiction

DEMONSTRATION = "demonstration"
_READING = """\
A case begins in the first state and is where its recorded acts have led it: what is not in the table cannot happen.
**law** is read from the source named; **policy** an act of the authority has set; **demonstration** is made up to show
a whole case, and is in force only where it is asked for by name. Without it, what only a demonstration sets *sleeps*:
it cannot be done until an act sets it. *Two officers* are two different persons; a clock that nobody owes runs out by
itself. The same, for any day and any law: `rugsat law instruments INSTRUMENT`."""


def instrument_pages() -> dict[str, str]:
    """The page of each installed jurisdiction by its code, with its demonstration where it has one."""
    return {code: instrument_page(_demonstrated(code), load_jurisdiction(code)) for code in jurisdictions()}


def instrument_page(shown: RulePack, bare: RulePack) -> str:
    """The page of one jurisdiction: `shown` is its law with a demonstration, `bare` the same without one."""
    parts = [f"# Instruments of {bare.rulebook.jurisdiction.name['en']}", _READING]
    for instrument in shown.rulebook.instruments.values():
        for version in instrument.versions:
            parts += _version(shown, bare, instrument, version)
    return "\n\n".join(parts) + "\n"


def _demonstrated(code: str) -> RulePack:
    try:
        return load_jurisdiction(code, demonstration=[DEMONSTRATION])
    except RugsatError:
        return load_jurisdiction(code)


def _version(shown: RulePack, bare: RulePack, instrument: Instrument, version: InstrumentVersion) -> Iterator[str]:
    yield f"## {version.title['en']}"
    cited = version.citation
    source = f"[{cited}](<{cited.link}>), confidence {cited.confidence}" if cited.link else str(cited)
    yield f"`{instrument.name}`, {version.period}. Source: {source}."
    if not version.procedure:
        yield "Its procedure is not written down."
        return
    day = _day(shown, version)
    procedure, without = (procedure_as_written(pack, instrument.name, day) for pack in (shown, bare))
    if asleep := not_in_force(bare, without):
        yield f"Without the demonstration there is no such instrument: {asleep}."
    held = sum(not without.rest(step).asleep for step in without.version.procedure)
    yield f"Possible by law and policy alone on {day}: {held} of {len(version.procedure)} steps."
    table = version.table
    states = ", ".join(f"`{state}` ({standing.replace('_', ' ')})" for state, standing in table.states.items())
    yield f"States, and what they mean for the authorisation: {states}. Nothing is pending in {_names(table.at_rest)}."
    yield _table(("clock", "", "owed by", "length", "rests on"), map(_clock, clock_rows(procedure)))
    yield _table(("from", "verb", "to", "who", "clocks", "two officers", "rests on"), map(_step, same_steps(procedure)))
    yield from _grounds(procedure)


def _day(pack: RulePack, version: InstrumentVersion) -> date:
    """The first day of a version, or of the calendar, where that is later."""
    first = date(min(pack.rulebook.calendar.years, default=version.period.since.year), 1, 1)
    return first if first in version.period else version.period.since


def _clock(row: ClockRow) -> tuple[str, ...]:
    return f"`{row.clock.name}`", row.clock.title["en"], row.clock.owed_by or "nobody", row.length, _rests(row)


def _step(same: SameSteps) -> tuple[str, ...]:
    row, step = same.row, same.row.step
    two = "yes" if row.two_officers else ""
    return _names(same.before), f"`{step.verb}`", f"`{step.after}`", ", ".join(step.who), row.times, two, _rests(row)


def _grounds(procedure: Procedure) -> Iterator[str]:
    named = {step.grounds: procedure.grounds(step) for step in procedure.version.procedure if step.grounds}
    lines = [f"- `{name}`: {'; '.join(grounds) or 'not set'}" for name, grounds in named.items()]
    if lines:
        yield "Grounds:"
        yield "\n".join(lines)


def _rests(row: StepRow | ClockRow) -> str:
    return f"[{rests_on(row)}](<{row.link}>)" if row.link else rests_on(row)


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "no state"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
