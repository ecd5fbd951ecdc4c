"""The pages of the requirements of an authorisation, made of the code and the law themselves."""

from rugsat.domain.licensing.discovery import all_requirements
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.requirement import Requirement
from rugsat.law.pack import RulePack, jurisdictions, load_jurisdiction


def requirement_pages() -> dict[str, str]:
    """A page for each requirement: what it says, of whom it is asked and what it rests on."""
    return {each.name: _page(each) for each in all_requirements()}


def _page(requirement: Requirement) -> str:
    statement, _, more = requirement.docstring.partition("\n\n")
    rows = [row for code in jurisdictions() for row in _rows(requirement, load_jurisdiction(code))]
    parts = [
        f"# {requirement.name}",
        f"**{' '.join(statement.split())}**",
        more,
        "## Of whom it is asked, and the law it rests on",
        "\n".join(["| jurisdiction | instrument | parameter | the law |", "| --- | --- | --- | --- |", *rows]),
        "Where one of them is not set on a day for the class and zone, by law or by an act, the requirement sleeps\n"
        "and says so. Where the law is set by a source too weak to refuse anybody, an officer decides what is not met.",
        f"Source: `src/{requirement.points.__module__.replace('.', '/')}.py`",
    ]
    return "\n\n".join(parts) + "\n"


def _rows(requirement: Requirement, pack: RulePack) -> list[str]:
    rows = []
    for instrument in pack.rulebook.instruments.values():
        version = instrument.versions[-1]
        if version.role in requirement.roles:
            law = Law(pack, version.period.since, "*", instrument.name, version)
            wanted = [(name, "") for name in requirement.parameters(law)]
            wanted += [(law.named(name), ", where there is one") for name in requirement.also]
            rows += [_row(pack, instrument.name, name, said) for name, said in wanted]
    return rows


def _row(pack: RulePack, instrument: str, parameter: str, said: str) -> str:
    held = pack.rulebook.parameters.get(parameter)
    known = "no such parameter" if held is None else "set" if held.values else "not set by law"
    return f"| {pack.jurisdiction} | `{instrument}` | `{parameter}`{said} | [{known}](../law/{pack.jurisdiction}.md) |"
