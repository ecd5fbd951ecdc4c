"""`rugsat returns list` and `rugsat returns template`: what is filed, and what derives from its definition."""

import json
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Column, Table

from rugsat.cli.law_lines import fitting
from rugsat.cli.returns_app import returns_app
from rugsat.domain.returns.artefacts.due_dates import due_dates
from rugsat.domain.returns.artefacts.example import csv_text, template_csv
from rugsat.domain.returns.artefacts.json_schema import json_schema
from rugsat.domain.returns.artefacts.page import docs_page
from rugsat.domain.returns.artefacts.rule_words import due_in_words
from rugsat.domain.returns.artefacts.table_schema import table_schema
from rugsat.kernel.language import in_language
from rugsat.law.adopted import definitions_in
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.law.returns.load import definition_on, definitions_on


class Artefact(StrEnum):
    """What can be derived from the definition of a return."""

    CSV = "csv"
    TABLE_SCHEMA = "table-schema"
    JSON_SCHEMA = "json-schema"
    PAGE = "page"
    DUE_DATES = "due-dates"


Jurisdiction = Annotated[str, typer.Option("--jurisdiction", "-j", help="Code of the jurisdiction, as in tm.")]
On = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day whose law is meant; today where not given.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Give JSON for a machine.")]


@returns_app.command("list")
def list_returns(jurisdiction: Jurisdiction = "tm", on: On = None, as_json: AsJson = False) -> None:
    """List the returns in force on a day: who files them, how often, when they are due, and by which source."""
    pack = load_jurisdiction(jurisdiction)
    day = _day(pack, on)
    returns = definitions_on(definitions_in(pack), day)
    if as_json:
        typer.echo(json.dumps([_entry(definition) for definition in returns], ensure_ascii=False, indent=2))
        return
    table = Table(
        Column("return", no_wrap=True),
        "title",
        "filed by",
        "when",
        "dates by",
        "duty by",
        title=f"Returns in {jurisdiction} on {day}",
    )
    for definition in returns:
        entry = _entry(definition)
        title, kind = in_language(definition.title), str(entry["kind"])
        table.add_row(
            definition.name, title, ", ".join(definition.filed_by), str(entry["when"]), kind, str(entry["source"])
        )
    console = Console()
    console.print(fitting(console, table))


@returns_app.command("template")
def template(
    name: Annotated[str, typer.Argument(metavar="RETURN", help="Name of the return, as in meter_readings.")],
    jurisdiction: Jurisdiction = "tm",
    on: On = None,
    artefact: Annotated[Artefact, typer.Option("--format", "-f", help="What to give.")] = Artefact.CSV,
    as_json: AsJson = False,
) -> None:
    """Give the file to start from, a schema, the page or the due dates (of the year of --on) of a return.

    With --json a text is given as one JSON string, a schema as it is.
    """
    pack = load_jurisdiction(jurisdiction)
    day = _day(pack, on)
    text = _derived(artefact, definition_on(definitions_in(pack), name, day), pack, day)
    is_json = artefact in {Artefact.TABLE_SCHEMA, Artefact.JSON_SCHEMA}
    typer.echo(json.dumps(text, ensure_ascii=False) if as_json and not is_json else text, nl=not text.endswith("\n"))


def _derived(artefact: Artefact, definition: ReturnDefinition, pack: RulePack, day: date) -> str:
    if artefact is Artefact.CSV:
        return template_csv(definition)
    if artefact is Artefact.PAGE:
        return docs_page(definition)
    if artefact is Artefact.DUE_DATES:
        dates = due_dates(definition, day.year, pack.rulebook.calendar)
        return csv_text([("period", "due"), *((period.code, str(due or "unknown")) for period, due in dates)])
    schema = table_schema(definition) if artefact is Artefact.TABLE_SCHEMA else json_schema(definition)
    return json.dumps(schema, ensure_ascii=False, indent=2)


def _entry(definition: ReturnDefinition) -> dict[str, object]:
    calendar = definition.calendar
    return {
        "return": definition.name,
        "title": dict(definition.title),
        "since": definition.since.isoformat(),
        "until": definition.until.isoformat() if definition.until else None,
        "filed_by": list(definition.filed_by),
        "every": calendar.every,
        "when": due_in_words(calendar),
        "kind": str(calendar.kind),
        "source": str(definition.citation or ""),
        "standard": definition.standard,
    }


def _day(pack: RulePack, on: datetime | None) -> date:
    """The day asked for, else today in the local time of the jurisdiction."""
    return on.date() if on else datetime.now(ZoneInfo(pack.rulebook.jurisdiction.time_zone)).date()
