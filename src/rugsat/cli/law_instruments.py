"""`rugsat law instruments`: what can be applied for, and the procedure step by step with what each step rests on."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from rugsat.cli import law_json, law_tables
from rugsat.cli.law import Code, On, Try, asked_day, asked_pack
from rugsat.cli.law_lines import fitting
from rugsat.cli.options import Demonstration, Json, print_json
from rugsat.domain.licensing.procedure import Procedure, not_in_force, procedure_as_written
from rugsat.domain.licensing.procedure_rows import ClockRow, StepRow, clock_rows, rests_on, same_steps, step_rows
from rugsat.kernel.language import in_language
from rugsat.law.basis import Basis
from rugsat.law.instrument import InstrumentVersion
from rugsat.law.pack import RulePack
from rugsat.law.parameter import ANY

Instrument = Annotated[
    str,
    typer.Argument(
        metavar="[INSTRUMENT]", help="Show the procedure of one; of one class: mining_registration:private."
    ),
]


def instruments(
    instrument: Instrument = "",
    jurisdiction: Code = "tm",
    on: On = None,
    demonstration: Demonstration = None,
    tried: Try = "",
    as_json: Json = False,
) -> None:
    """List the instruments of a jurisdiction, or the procedure of one: steps, clocks, and what each rests on."""
    pack = asked_pack(jurisdiction, demonstration, tried)
    day = asked_day(pack, on)
    name, _, cls = instrument.partition(":")
    if instrument:
        _show(pack, procedure_as_written(pack, name, day, cls or ANY), as_json=as_json)
    else:
        _list(pack, day, as_json=as_json)


def _list(pack: RulePack, day: date, *, as_json: bool) -> None:
    held = {name: each.on(day) for name, each in pack.rulebook.instruments.items()}
    rows = [_listed(pack, name, version, day) for name, version in held.items() if version]
    if as_json:
        print_json(law_json.pack_json(pack) | {"on": day, "instruments": rows})
        return
    console = law_tables.console_for(pack)
    title = f"Instruments of {in_language(pack.rulebook.jurisdiction.name)} on {day}"
    table = law_tables.empty_table("instrument", "title", "kind", "for", "steps", "asleep", "source", title=title)
    for row in rows:
        source = Text(f"asleep: {row['asleep']}", "dim") if row["asleep"] else row["act"]
        steps = str(row["steps"]), str(row["steps_asleep"])
        table.add_row(row["instrument"], in_language(row["title"]), row["kind"], row["role"], *steps, source)
    console.print(fitting(console, table))
    console.print("One of them step by step: rugsat law instruments INSTRUMENT.")


def _listed(pack: RulePack, name: str, version: InstrumentVersion, day: date) -> dict[str, Any]:
    procedure = procedure_as_written(pack, name, day) if version.procedure else None
    steps = step_rows(procedure) if procedure else ()
    return {
        "instrument": name,
        "title": dict(version.title),
        "kind": version.kind,
        "role": version.role,
        "classes": version.classes,
        "issued_by": dict(version.issued_by),
        "since": version.period.since,
        "steps": len(steps),
        "steps_asleep": sum(bool(row.asleep) for row in steps),
        "asleep": not_in_force(pack, procedure) if procedure else "",
        **_cited(version),
    }


def _cited(version: InstrumentVersion) -> dict[str, Any]:
    citation = version.citation
    return {"act": citation.act, "article": citation.article, "link": citation.link, "confidence": citation.confidence}


def _show(pack: RulePack, procedure: Procedure, *, as_json: bool) -> None:
    asleep = not_in_force(pack, procedure)
    steps, clocks = step_rows(procedure), clock_rows(procedure)
    table = procedure.version.table
    if as_json:
        head = {"on": procedure.on, "instrument": procedure.instrument, "class": procedure.cls, "asleep": asleep}
        states = {"states": table.states, "final": sorted(table.final), "at_rest": sorted(table.at_rest)}
        more = {"steps": [_step_json(row) for row in steps], "clocks": [_clock_json(row) for row in clocks]}
        print_json(law_json.pack_json(pack) | head | _cited(procedure.version) | states | more)
        return
    console = law_tables.console_for(pack)
    console.print(f"[bold]{procedure.instrument}[/bold]: {in_language(procedure.version.title)}")
    console.print(f"Source: {procedure.version.citation}", markup=False)
    if asleep:
        console.print(f"There is no such instrument on {procedure.on}, because {asleep}.", markup=False)
    console.print(f"States: {', '.join(f'{state} ({said})' for state, said in table.states.items())}.", markup=False)
    console.print(fitting(console, _clocks_table(clocks)))
    console.print(fitting(console, _steps_table(procedure)))
    held = sum(not row.asleep for row in steps)
    console.print(f"{held} of {len(steps)} steps are possible on {procedure.on}; the others sleep.")


def _steps_table(procedure: Procedure) -> Table:
    """One row for all states from which a step is the same."""
    table = law_tables.empty_table("from", "verb", "to", "who", "clocks", "two officers", "rests on", title="Steps")
    table.columns[1].no_wrap = True
    for same in same_steps(procedure):
        row, step = same.row, same.row.step
        officers = "yes" if row.two_officers else ""
        who = "\n".join(step.who)
        table.add_row("\n".join(same.before), step.verb, step.after, who, row.times, officers, _rests(row))
    return table


def _clocks_table(rows: Iterable[ClockRow]) -> Table:
    table = law_tables.empty_table("clock", "title", "owed by", "length", "rests on", title="Clocks")
    for row in rows:
        table.add_row(row.clock.name, in_language(row.clock.title), row.clock.owed_by or "", row.length, _rests(row))
    return table


def _rests(row: StepRow | ClockRow) -> Text:
    return Text(rests_on(row), law_tables.kind_style(row.kind) if row.kind else "dim")


def _step_json(row: StepRow) -> dict[str, Any]:
    step = row.step
    return {
        "from": step.before,
        "verb": step.verb,
        "to": step.after,
        "who": step.who,
        "keeps": step.clock,
        "within": step.within,
        "after": step.waits_for,
        "clock_effect": dict(step.effects),
        "grounds": step.grounds,
        "two_officers": row.two_officers,
        "served": step.served,
        "basis": "law" if isinstance(step.basis, Basis) else step.basis,
        "parameters": row.parameters,
        **_rest_json(row),
    }


def _clock_json(row: ClockRow) -> dict[str, Any]:
    titles, owed = dict(row.clock.title), row.clock.owed_by
    return {"clock": row.clock.name, "title": titles, "owed_by": owed, "length": row.length, **_rest_json(row)}


def _rest_json(row: StepRow | ClockRow) -> dict[str, Any]:
    said = asdict(row)
    return {key: said[key] for key in ("kind", "confidence", "source", "link", "asleep")}
