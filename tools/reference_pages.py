"""The pages of checks, contracts, returns, law and coverage, made of the code and data themselves."""

from collections.abc import Iterable
from datetime import date
from importlib.resources import files

from rugsat.domain.returns.artefacts.page import docs_page
from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import all_checks
from rugsat.evidence.schemas.all import CONTRACTS
from rugsat.evidence.schemas.contract import Contract
from rugsat.law.adopted import definitions_in
from rugsat.law.coverage import CheckCoverage, Readiness, coverage
from rugsat.law.pack import RulePack, jurisdictions, load_jurisdiction
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.operations.law_pages import law_pages
from tools.case_drawings import section
from tools.case_files import has_case

_READINESS = """Which checks the law of each jurisdiction lets run, on New Year's Day of each year.
**awake**: all that the check rests on is set. **unverified**: it is set, but by sources that may not support a finding
that a firm sees. **asleep**: something is not set. Evidence is another matter: a run says which of the checks that are
awake had nothing to read."""
_TYPES = """Types: a decimal has 38 digits, 18 of them behind the point; an integer has 64 bits; a moment is
microseconds since 1970-01-01T00:00:00Z as an integer."""

RESTS_ON = {check.name: check.rests_on for check in all_checks()}


def check_pages() -> dict[str, str]:
    """A page for each check: what it says, what it reads and what it rests on."""
    return {check.name: _check_page(check) for check in all_checks()}


def _check_page(check: Check) -> str:
    statement, _, more = check.docstring.partition("\n\n")
    facts = [
        ("Family", check.family),
        ("Lifecycle", str(check.lifecycle)),
        ("Reads", ", ".join(_dataset(name) for name in check.reads)),
        ("Reads from the beginning", ", ".join(f"`{name}`" for name in check.history) or "nothing"),
        ("May be without rows", ", ".join(f"`{name}`" for name in check.may_be_empty) or "nothing"),
        ("Left out and counted", ", ".join(f"rows of `{name}` without `{column}`" for name, column in check.valued)),
        ("Weighed one by one", "yes: candidates are found first, then judged" if check.judge else "no"),
    ]
    parts = [
        f"# {check.name}",
        f"**{' '.join(statement.split())}**",
        more,
        *(["## A true case and a look-alike", section(check)] if has_case(check.name) else []),
        *(["## What it reads"] if has_case(check.name) else []),
        _table(("", ""), [(name, said) for name, said in facts if said]),
        "## The law it rests on",
        _table(("parameter", *jurisdictions()), [_law_row(name) for name in check.rests_on]),
        "Where one of them is not set on a day, the check sleeps, and the run says so.",
        f"Source: `src/{check.ask.__module__.replace('.', '/')}.py`",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _law_row(parameter: str) -> tuple[str, ...]:
    cells = []
    for code in jurisdictions():
        held = load_jurisdiction(code).rulebook.parameters.get(parameter)
        known = "no such parameter" if held is None else "set" if held.values else "not set by law"
        cells.append(f"[{known}](../law/{code}.md)")
    return f"`{parameter}`", *cells


def _dataset(name: str) -> str:
    return f"[`{name}`](../contracts/{name}.md)" if name in CONTRACTS else f"`{name}`"


def contract_pages() -> dict[str, str]:
    """A page for each contract, with every column."""
    return {name: _contract_page(contract) for name, contract in CONTRACTS.items()}


def _contract_page(contract: Contract) -> str:
    rows = [
        (f"`{column.name}`", str(column.type), column.unit, "may be empty" if column.nullable else "", column.meaning)
        for column in contract.columns
    ]
    key = ", ".join(f"`{name}`" for name in contract.key) or "none: rows may repeat"
    readers = [check.name for check in all_checks() if contract.name in check.reads]
    return (
        "\n\n".join(
            [
                f"# {contract.name}",
                f"{contract.purpose}.",
                f"Version {contract.version}. Key: {key}.",
                _table(("column", "type", "unit", "", "meaning"), rows),
                _TYPES,
                f"Read by {', '.join(f'[{name}](../checks/{name}.md)' for name in readers)}." if readers else "",
            ]
        ).rstrip()
        + "\n"
    )


def return_pages() -> dict[str, str]:
    """A page for each return in each form, by jurisdiction; every jurisdiction's list comes with it."""
    pages: dict[str, str] = {}
    for code in jurisdictions():
        definitions = sorted(definitions_in(load_jurisdiction(code)), key=lambda each: (each.name, each.since))
        pages |= {_return_name(each): docs_page(each) for each in definitions}
    return pages


def _return_name(definition: ReturnDefinition) -> str:
    return f"{definition.jurisdiction}/{definition.name}-{definition.since}"


def law_and_coverage_pages() -> dict[str, str]:
    """The law of each jurisdiction."""
    return law_pages(RESTS_ON)


def coverage_page() -> str:
    """Which checks the law lets run, on New Year's Day of each year that the calendars hold."""
    parts = ["# Coverage", _READINESS]
    for code in jurisdictions():
        pack = load_jurisdiction(code)
        parts += [f"## {pack.rulebook.jurisdiction.name['en']}", *_covered(pack)]
        for act in _demonstrations(code):
            parts += [
                f"### With the demonstration act `{act}`",
                *_covered(load_jurisdiction(code, demonstration=[act])),
            ]
    return "\n\n".join(parts) + "\n"


def _covered(pack: RulePack) -> list[str]:
    years = sorted(pack.rulebook.calendar.years)
    by_year = [coverage(pack, on=date(year, 1, 1), rests_on=RESTS_ON) for year in years]
    rows = [(f"`{line[0].check}`", *(str(each.readiness) for each in line)) for line in zip(*by_year, strict=True)]
    return [_table(("check", *map(str, years)), rows), *_sleepers(by_year[-1], years[-1])]


def _demonstrations(code: str) -> list[str]:
    """Acts that a jurisdiction ships to show something; they are in no rule pack unless they are asked for."""
    folder = files("rugsat.law").joinpath("jurisdictions", code, "acts")
    shipped = [entry.name.removesuffix(".yaml") for entry in folder.iterdir()] if folder.is_dir() else []
    return sorted(set(shipped) - set(load_jurisdiction(code).rulebook.acts))


def _sleepers(covered: Iterable[CheckCoverage], year: int) -> list[str]:
    asleep = [each for each in covered if each.readiness is Readiness.ASLEEP]
    lines = [
        f"- `{each.check}`: {'; '.join(f'`{gap.parameter}`, {gap.why}' for gap in each.missing)}" for each in asleep
    ]
    return [f"Asleep in {year}, and why:", "\n".join(lines)] if lines else []


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = tuple(head)
    lines = [names, tuple("---" for _ in names), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
