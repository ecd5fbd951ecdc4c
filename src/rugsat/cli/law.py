"""`rugsat law`: what the law of a jurisdiction says on a day, with its source, and what rests on it."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from rugsat.cli import law_json, law_tables
from rugsat.cli.law_lines import fitting
from rugsat.cli.options import Demonstration, Json, print_json
from rugsat.domain.supervision.discovery import all_checks
from rugsat.kernel.language import in_language
from rugsat.law.compare import compare
from rugsat.law.coverage import coverage
from rugsat.law.explain import explain, parameter_named
from rugsat.law.pack import RulePack, jurisdictions, load_jurisdiction
from rugsat.law.parameter import Parameter
from rugsat.law.resolve import NotSet, Resolved, resolve_everywhere
from rugsat.law.words import confidence_in_words, days_in_words, place_in_words, value_in_words

law_app = typer.Typer(
    name="law",
    help="What the law says on a day, with its source: list, show, explain, compare, coverage, instruments, pack.",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(metavar="PARAMETER", help="Name of a parameter, as in mining.decision_term.")]
Topic = Annotated[str, typer.Argument(metavar="[TOPIC]", help="Only the parameters of a topic, as in mining.")]
Code = Annotated[str, typer.Option("--jurisdiction", "-j", help="Code of the jurisdiction, as in tm.")]
Codes = Annotated[list[str] | None, typer.Option("--jurisdiction", "-j", help="Code; repeatable. All where not given.")]
On = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day whose law is meant; today where not given.")
]
Try = Annotated[str, typer.Option("--try", help="Act to try: its name in the jurisdiction, or a YAML file.")]

_TOO_WEAK = "Too weak for a finding that a firm sees, until an act confirms it."


@law_app.command("list")
def list_parameters(
    topic: Topic = "",
    jurisdiction: Code = "tm",
    on: On = None,
    demonstration: Demonstration = None,
    tried: Try = "",
    as_json: Json = False,
) -> None:
    """List every parameter with the value that holds on a day, its kind, confidence and source, and the acts."""
    pack = asked_pack(jurisdiction, demonstration, tried)
    day = asked_day(pack, on)
    answers = [(found, resolve_everywhere(pack, found.id, day)) for found in _of_topic(pack, topic)]
    if as_json:
        rows = [law_json.answer_json(found, answer) for found, given in answers for answer in given]
        print_json(law_json.pack_json(pack) | {"on": day, "parameters": rows})
        return
    console = law_tables.console_for(pack)
    console.print(fitting(console, law_tables.parameters_table(answers, f"{_name(pack)} on {day}")))
    if pack.rulebook.acts:
        console.print(fitting(console, law_tables.acts_table(pack)))
    held = sum(any(isinstance(answer, Resolved) for answer in given) for _, given in answers)
    console.print(f"{held} of {len(answers)} parameters are set. Rule pack {pack.digest[:16]}.")


@law_app.command("show")
def show(
    parameter: Name,
    jurisdiction: Code = "tm",
    demonstration: Demonstration = None,
    tried: Try = "",
    as_json: Json = False,
) -> None:
    """Show all dated values of a parameter: what held, what holds, and what will."""
    pack = asked_pack(jurisdiction, demonstration, tried)
    found = parameter_named(pack, parameter)
    told = explain(pack, parameter, on=date.max)
    if as_json:
        rows = [law_json.answer_json(found, answer) for answer in told.history]
        print_json(law_json.pack_json(pack) | {"parameter": parameter, "history": rows})
        return
    console = law_tables.console_for(pack)
    console.print(f"[bold]{parameter}[/bold]: {in_language(told.title)}")
    if told.history:
        console.print(fitting(console, law_tables.history_table(found, told.history)))
    else:
        console.print("not set: found in no source")


@law_app.command("explain")
def explain_parameter(
    parameter: Name,
    jurisdiction: Code = "tm",
    on: On = None,
    demonstration: Demonstration = None,
    tried: Try = "",
    as_json: Json = False,
) -> None:
    """Explain a parameter: its value on a day, since when, by which source, how sure, and which checks rest on it."""
    pack = asked_pack(jurisdiction, demonstration, tried)
    day = asked_day(pack, on)
    found = parameter_named(pack, parameter)
    told = explain(pack, parameter, on=day, rests_on=_rests_on())
    if as_json:
        print_json(law_json.pack_json(pack) | {"on": day} | law_json.explanation_json(found, told))
        return
    console = law_tables.console_for(pack)
    console.print(f"[bold]{parameter}[/bold]: {in_language(told.title)}")
    for answer in told.answers:
        console.print(_sentence(found, answer, day), markup=False)
    if told.note:
        console.print(f"Note: {told.note}", markup=False)
    if told.history:
        console.print(fitting(console, law_tables.history_table(found, told.history)))
    console.print(f"Checks that rest on it: {', '.join(told.checks) or 'none'}.")


@law_app.command("compare")
def compare_jurisdictions(topic: Topic = "", jurisdiction: Codes = None, on: On = None, as_json: Json = False) -> None:
    """Compare jurisdictions side by side on a day."""
    packs = {code: load_jurisdiction(code) for code in jurisdiction or jurisdictions()}
    day = asked_day(next(iter(packs.values())), on)
    rows = [row for row in compare(list(packs.values()), day) if _is_of_topic(row.parameter, topic)]
    if not rows:
        message = f"there is no topic or parameter '{topic}' in {', '.join(packs)}: list them with rugsat law list"
        raise typer.BadParameter(message)
    if as_json:
        document = {"on": day, "rule_packs": {code: pack.digest for code, pack in packs.items()}}
        print_json(document | {"parameters": [law_json.comparison_json(row, packs) for row in rows]})
        return
    console = law_tables.console()
    console.print(fitting(console, law_tables.comparison_table(rows, packs, f"The law on {day}")))


@law_app.command("coverage")
def cover(
    jurisdiction: Code = "tm",
    on: On = None,
    demonstration: Demonstration = None,
    tried: Try = "",
    as_json: Json = False,
) -> None:
    """Tell which checks the law of a day lets run, and why the others sleep."""
    pack = asked_pack(jurisdiction, demonstration, tried)
    day = asked_day(pack, on)
    rows = coverage(pack, on=day, rests_on=_rests_on())
    if as_json:
        checks = [law_json.coverage_json(row) for row in rows]
        print_json(law_json.pack_json(pack) | {"on": day, "checks": checks})
        return
    console = law_tables.console_for(pack)
    title = f"Checks under the law of {_name(pack)} on {day}"
    console.print(fitting(console, law_tables.coverage_table(rows, title)))


def asked_pack(code: str, demonstration: list[str] | None, tried: str) -> RulePack:
    """The law that is asked for, with its demonstrations and the act that is tried."""
    pack = load_jurisdiction(code, demonstration=demonstration or ())
    if not tried:
        return pack
    file = Path(tried)
    if file.suffix != ".yaml":
        return pack.trying(tried)
    if not file.is_file():
        message = f"there is no file {tried}: give the YAML file of an act, or the name of an act of {code}"
        raise typer.BadParameter(message)
    return pack.trying(file.stem, text=file.read_text())


def asked_day(pack: RulePack, on: datetime | None) -> date:
    """The day that is asked for, or today where the law holds."""
    return on.date() if on else datetime.now(ZoneInfo(pack.rulebook.jurisdiction.time_zone)).date()


def _rests_on() -> dict[str, tuple[str, ...]]:
    return {check.name: check.rests_on for check in all_checks()}


def _of_topic(pack: RulePack, topic: str) -> list[Parameter]:
    found = [parameter for name, parameter in pack.rulebook.parameters.items() if _is_of_topic(name, topic)]
    if not found:
        topics = sorted({name.partition(".")[0] for name in pack.rulebook.parameters})
        message = f"{pack.jurisdiction} has no topic '{topic}': use one of {', '.join(topics)}"
        raise typer.BadParameter(message)
    return found


def _is_of_topic(name: str, topic: str) -> bool:
    return topic in {"", name} or name.startswith(f"{topic}.")


def _name(pack: RulePack) -> str:
    return in_language(pack.rulebook.jurisdiction.name)


def _sentence(parameter: Parameter, answer: Resolved | NotSet, day: date) -> str:
    place = place_in_words(answer)
    head = f"On {day}{f', {place}' if place else ''}: "
    if isinstance(answer, NotSet):
        return f"{head}not set: {answer.why}."
    link = f" <{answer.citation.link}>" if answer.citation.link else ""
    value, days = value_in_words(parameter, answer), days_in_words(answer)
    said = f"{head}{value}, {days}, by {answer.kind}: {answer.citation}{link}; {confidence_in_words(answer)}."
    return said if answer.supports_a_finding else f"{said} {_TOO_WEAK}"
