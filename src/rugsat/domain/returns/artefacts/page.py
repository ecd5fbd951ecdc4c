"""The page of a return: what is filed, by whom, when due, column by column, with the rules in words."""

from collections.abc import Iterable, Iterator, Sequence

from rugsat.domain.returns.artefacts.example import template_csv
from rugsat.domain.returns.artefacts.rule_words import derivation_in_words, due_in_words, rule_in_words
from rugsat.kernel.citation import Citation
from rugsat.law.returns.definition import ReturnColumn, ReturnDefinition


def docs_page(definition: ReturnDefinition) -> str:
    """The page as Markdown."""
    return "\n".join(line for section in _sections(definition) for line in (*section, ""))


def _sections(definition: ReturnDefinition) -> Iterator[Sequence[str]]:
    others = [title for language, title in definition.title.items() if language != "en"]
    yield (f"# {definition.title['en']}",)
    yield (f"*{' · '.join(others)}*",) if others else ()
    yield (definition.description,)
    yield _basis(definition)
    yield tuple(_table(("", ""), _facts(definition)))
    yield ("## Columns", "", *_columns(definition.columns))
    yield ("## Rules over columns", "", *(f"- `{rule.id}`: {rule_in_words(rule)}" for rule in definition.rules))
    if definition.derived:
        yield ("## Computed at intake", "", *_derived(definition))
    yield ("## A file to start from", "", "```text", template_csv(definition).rstrip("\n"), "```")


def _basis(definition: ReturnDefinition) -> Sequence[str]:
    return {
        "law": (),
        "policy": ("> How often this return is filed is policy of the authority, not law.",),
        "demonstration": ("> **Demonstration**: how often and when this return is filed is made up, it is not law.",),
    }[definition.calendar.kind]


def _facts(definition: ReturnDefinition) -> Iterator[tuple[str, str]]:
    until = f" until {definition.until}" if definition.until else ""
    taken = "taken where others are bad" if definition.in_part else "not taken: one bad row rejects the file"
    yield "Return", f"`{definition.name}` ({definition.jurisdiction})"
    yield "In force", f"since {definition.since}{until}"
    yield "Filed by", ", ".join(role.replace("_", " ") for role in definition.filed_by)
    yield "When", due_in_words(definition.calendar)
    yield "Source of the dates", _cited(definition.calendar.citation)
    yield "Source of the duty", _cited(definition.citation)
    yield "Follows", definition.standard
    yield "A row is one", " and ".join(f"`{key}`" for key in definition.keys)
    yield "Legal day", f"the local day of `{definition.legal_day}`"
    yield "Good rows", taken
    yield "Local time", definition.time_zone


def _cited(citation: Citation | None) -> str:
    if citation is None:
        return "none found"
    confidence = f" (confidence {citation.confidence})" if citation.confidence else ""
    return (f"[{citation}]({citation.link})" if citation.link else str(citation)) + confidence


def _columns(columns: Iterable[ReturnColumn]) -> Iterator[str]:
    header = ("Column", "Type", "Unit", "Meaning", "A good value is", "Standard")
    return _table(header, (_column(column) for column in columns))


def _column(column: ReturnColumn) -> tuple[str, ...]:
    rules = "; ".join(rule_in_words(rule) for rule in column.rules)
    type_ = f"{column.type}" if column.required else f"{column.type}, may be empty"
    return (f"`{column.name}`", type_, column.unit, column.meaning, rules, column.standard)


def _derived(definition: ReturnDefinition) -> Iterator[str]:
    header = ("Column", "Type", "Unit", "Meaning", "How")
    rows = (
        (
            f"`{made.column.name}`",
            str(made.column.type),
            made.column.unit,
            made.column.meaning,
            derivation_in_words(made),
        )
        for made in definition.derived
    )
    return _table(header, rows)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(header)
    yield _row(["---"] * len(header))
    yield from (_row(cells) for cells in rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
