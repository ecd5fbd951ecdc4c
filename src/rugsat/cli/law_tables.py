"""The tables of `rugsat law`, for a person at a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from rugsat.kernel.language import in_language
from rugsat.law.basis import Kind
from rugsat.law.compare import Comparison
from rugsat.law.coverage import CheckCoverage, Readiness
from rugsat.law.jurisdiction import Titles
from rugsat.law.pack import RulePack
from rugsat.law.parameter import Parameter
from rugsat.law.resolve import NotSet, Resolved
from rugsat.law.words import days_in_words, place_in_words, value_in_words

_KIND_STYLE = {Kind.LAW: "green", Kind.POLICY: "cyan", Kind.DEMONSTRATION: "bold black on yellow"}
_READY_STYLE = {Readiness.AWAKE: "green", Readiness.UNVERIFIED: "yellow", Readiness.ASLEEP: "dim"}
_WIDTH_OF_A_PIPE = 150


def console() -> Console:
    """The terminal, or, into a file or a pipe, lines wide enough for a table."""
    terminal = Console(highlight=False)
    return terminal if terminal.is_terminal else Console(highlight=False, width=_WIDTH_OF_A_PIPE)


def _warnings(pack: RulePack) -> list[Text]:
    acts = pack.rulebook.acts.values()
    shown = [in_language(act.title) for act in acts if act.kind is Kind.DEMONSTRATION and act.name != pack.tried]
    said = [
        Text(f" DEMONSTRATION: {title}. Its values are made up; they are no law. ", "bold black on yellow")
        for title in shown
    ]
    if pack.tried:
        title = in_language(pack.rulebook.acts[pack.tried].title)
        said.append(
            Text(
                f" TRIED: {title}. It overrides everything here, and it is not in force by that. ", "bold white on red"
            )
        )
    return said


def console_for(pack: RulePack) -> Console:
    """A terminal on which is said, before anything else, what demonstrations are in the pack and which act is tried."""
    ready = console()
    for warning in _warnings(pack):
        ready.print(warning)
    return ready


def parameters_table(answers: Iterable[tuple[Parameter, tuple[Resolved | NotSet, ...]]], title: str) -> Table:
    """One row per parameter, class and zone, with what holds, or why nothing does."""
    table = empty_table("parameter", "for", "value", "kind", "conf.", "days", "source", title=title)
    for parameter, given in answers:
        named = _named(table, parameter.id, parameter.title)
        for place, answer in enumerate(_merged(given)):
            table.add_row(named if place == 0 else "", *_cells(parameter, answer))
        table.add_section()
    return table


def history_table(parameter: Parameter, history: Iterable[Resolved]) -> Table:
    """Every stretch of days on which a value holds or held."""
    table = empty_table("for", "value", "kind", "conf.", "days", "source", title="All dated values")
    for answer in history:
        table.add_row(*_cells(parameter, answer))
    return table


def acts_table(pack: RulePack) -> Table:
    """The acts of a pack, drafts among them."""
    table = empty_table("act", "title", "kind", "status", "since", "sets", title="Acts")
    for act in pack.rulebook.acts.values():
        status = "in force" if act.in_force else "draft, can be tried"
        named = Text(act.kind, _KIND_STYLE[act.kind])
        table.add_row(act.name, in_language(act.title), named, status, str(act.since), "\n".join(act.sets))
    return table


def comparison_table(rows: Iterable[Comparison], packs: dict[str, RulePack], title: str) -> Table:
    """One column per jurisdiction, with values, kind and confidence."""
    table = empty_table("parameter", *packs, title=title)
    for row in rows:
        cells = [_side(packs[code], row.parameter, answers) for code, answers in row.answers.items()]
        table.add_row(_named(table, row.parameter, row.title), *cells)
        table.add_section()
    return table


def coverage_table(rows: Iterable[CheckCoverage], title: str) -> Table:
    """One row per check: does the law let it run, on what kind of values, and if not, why."""
    table = empty_table("check", "law", "kind", "why", title=title)
    for row in rows:
        missing = [f"{gap.parameter} is not set: {gap.why}" for gap in row.missing]
        weak = [f"{held.parameter} is only {held.confidence}: no firm sees a finding of it" for held in row.unverified]
        kind = Text(row.kind, _KIND_STYLE[row.kind]) if row.kind else Text("")
        why = "\n".join(dict.fromkeys(missing + weak))
        table.add_row(row.check, Text(row.readiness, _READY_STYLE[row.readiness]), kind, why)
    return table


def _source(answer: Resolved) -> Text:
    """Act and article, with the link behind them where the terminal shows links."""
    link = answer.citation.link
    return Text(str(answer.citation), Style(link=link) if link else "")


def _named(table: Table, name: str, title: Titles) -> Text:
    """Name over title, in a column wide enough that no name is broken."""
    table.columns[0].min_width = max(table.columns[0].min_width or 0, len(name))
    return Text.assemble(name, ("\n" + in_language(title), "dim"))


def _cells(parameter: Parameter, answer: Resolved | NotSet) -> tuple[str | Text, ...]:
    if isinstance(answer, NotSet):
        return place_in_words(answer), Text(f"not set: {answer.why}", "dim"), "", "", "", ""
    return (
        place_in_words(answer),
        Text(value_in_words(parameter, answer)),
        Text(answer.kind, _KIND_STYLE[answer.kind]),
        Text(str(answer.confidence or ""), "" if answer.supports_a_finding else "yellow"),
        days_in_words(answer),
        _source(answer),
    )


def _side(pack: RulePack, name: str, answers: tuple[Resolved | NotSet, ...]) -> Text:
    parameter = pack.rulebook.parameters.get(name)
    if parameter is None:
        return Text("-", "dim")
    said = Text()
    for answer in _merged(answers):
        place = place_in_words(answer)
        said.append("\n" if said else "")
        said.append(f"{place}: " if place else "")
        if isinstance(answer, NotSet):
            said.append(f"not set: {answer.why}", "dim")
        else:
            said.append(value_in_words(parameter, answer))
            said.append(f" [{answer.kind} {answer.confidence or ''}]".replace(" ]", "]"), _KIND_STYLE[answer.kind])
    return said


def _merged(answers: tuple[Resolved | NotSet, ...]) -> tuple[Resolved | NotSet, ...]:
    """One line where nothing is set for any class and zone, for the same reason."""
    reasons = {answer.why if isinstance(answer, NotSet) else None for answer in answers}
    why = reasons.pop()
    return answers if reasons or why is None else (NotSet(answers[0].parameter, "*", "*", why),)


def empty_table(*columns: str, title: str) -> Table:
    """A table with its title and columns and no rows yet; long text goes on in the next line."""
    table = Table(title=title, title_justify="left", title_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def kind_style(kind: Kind) -> str:
    """The colour of what is law, policy or a demonstration."""
    return _KIND_STYLE[kind]
