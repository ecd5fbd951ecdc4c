"""Write docs/reference from the code, the law and the contracts, or tell whether it is as they say.

Usage: python -m tools.generate_docs [--check]
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from rugsat.operations.instrument_pages import instrument_pages
from tools.api_pages import api_pages, openapi
from tools.case_drawings import drawings
from tools.command_pages import command_pages
from tools.reference_pages import (
    check_pages,
    contract_pages,
    coverage_page,
    law_and_coverage_pages,
    return_pages,
)
from tools.requirement_pages import requirement_pages

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
KINDS = ("*.md", "*.svg", "*.json")
PARTS = {
    "api": ("API", "Every operation for machines; `openapi.json` beside this page says the same to programs."),
    "commands": ("Commands", "Every command of `rugsat`, as its own help gives it."),
    "checks": ("Checks", "What is asked of the evidence every day: each is a statement that can be true."),
    "contracts": ("Contracts", "The tables that writer and reader agree on, beside the returns."),
    "returns": ("Returns", "What is filed, by jurisdiction: columns, rules, due dates and a file to start from."),
    "instruments": (
        "Instruments",
        "What can be applied for, and how: states, clocks and steps, each with what it rests on.",
    ),
    "requirements": (
        "Requirements",
        "What an application must meet, one by one: what is looked at, who must have said it, and the law it rests on.",
    ),
    "law": ("Law", "What the law says, with days and sources, and what was looked for and not found."),
}


def pages() -> dict[str, str]:
    """Every generated page, and the drawings beside them, by their path under docs/reference."""
    made = {
        "api": api_pages(),
        "commands": command_pages(),
        "checks": check_pages(),
        "contracts": contract_pages(),
        "returns": return_pages(),
        "instruments": instrument_pages(),
        "requirements": requirement_pages(),
        "law": law_and_coverage_pages(),
    }
    found = {f"{part}/{name}.md": text for part, texts in made.items() for name, text in texts.items()}
    found |= {f"{part}/index.md": _index(*PARTS[part], sorted(texts)) for part, texts in made.items()}
    found |= {f"checks/{name}.svg": picture for name, picture in drawings().items()}
    found["api/openapi.json"] = openapi()
    found["coverage.md"] = coverage_page()
    found["index.md"] = _index(
        "Reference",
        "Made of the code, the law and the contracts themselves; a test fails where a page is not as they say.",
        [*(f"{part}/index" for part in PARTS), "coverage"],
    )
    return {path: f"{text.rstrip()}\n" for path, text in found.items()}


def stale(made: dict[str, str], *, folder: Path = REFERENCE) -> list[str]:
    """Pages that are missing, not as they should be, or no longer made."""
    there = {path.relative_to(folder).as_posix(): path.read_text() for kind in KINDS for path in folder.rglob(kind)}
    return sorted(path for path in made.keys() | there.keys() if made.get(path) != there.get(path))


def write(made: dict[str, str], *, folder: Path = REFERENCE) -> list[str]:
    """Write what is stale and take away what is no longer made."""
    changed = stale(made, folder=folder)
    for path in changed:
        if path in made:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(made[path])
        else:
            (folder / path).unlink()
    return changed


def _index(title: str, said: str, names: Iterable[str]) -> str:
    listed = "\n".join(names)
    return f"# {title}\n\n{said}\n\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    made = pages()
    if not arguments:
        changed = write(made)
        print(f"{len(made)} reference pages, {len(changed)} of them new or changed")
        return 0
    old = stale(made)
    if old:
        print(
            f"docs/reference is stale ({', '.join(old[:5])}); run make docs and commit what it writes", file=sys.stderr
        )
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
