"""The articles that a finding rests on, with what the rule pack knows of them: title, value and link."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from rugsat.kernel.citation import Confidence
from rugsat.kernel.language import in_language, language
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.law_table import law_table
from rugsat.operations.report.sentences import standing_word
from rugsat.operations.report.wording import amount

_LINE = re.compile(r"(?P<parameter>[^:]+): (?P<citation>.*) \((?P<kind>\w+)\)")
_ARTICLE = re.compile(
    r"(?P<parameter>[\w.]+)(?: \((?P<before>\w+)\))?: (?P<act>.*?)(?: \((?P<after>law|policy|demonstration)\))?"
)
_SAFE = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Article:
    """One article in force: the parameter it sets, the citation, and how far it may be relied on."""

    parameter: str
    title: str
    citation: str
    standing: str
    """law, policy, demonstration or unverified."""
    value: str
    """What it sets, where that is one value; empty where it changed within the days of the finding."""
    link: str


@dataclass(frozen=True, slots=True)
class Where:
    """The days, the class and the zone whose law was applied."""

    first: date
    last: date
    cls: str
    zone: str


def articles_of(finding: dict[str, Any], pack: RulePack) -> list[Article]:
    """The articles of a finding, in its order; a line that is not understood is shown as a bare citation."""
    where = Where(finding["first_day"], finding["last_day"], finding["class"], finding["zone"])
    return [_article(line, where, pack, language()) for line in str(finding["articles"]).split("\n") if line]


@lru_cache(maxsize=4096)
def _article(line: str, where: Where, pack: RulePack, _in: str) -> Article:
    # The words depend on the language, so it is part of what is remembered.
    held = _LINE.fullmatch(line)
    parameter = held["parameter"] if held else ""
    if held is None or parameter not in pack.rulebook.parameters:
        return Article("", "", line, "", "", "")
    rows = [
        row
        for row in law_table(pack, (parameter,), where.first, where.last).to_dicts()
        if row["class"] in {"*", where.cls} and row["zone"] in {"*", where.zone}
        if held["citation"] == ", ".join(part for part in (row["act"], row["article"]) if part)
    ]
    links = sorted({row["link"] for row in rows if row["link"] and row["link"].startswith(_SAFE)})
    return Article(
        parameter=parameter,
        title=in_language(pack.rulebook.parameters[parameter].title),
        citation=citation_in_words(held["citation"], pack),
        standing="unverified" if held["kind"] == "law" and _weak(rows) else held["kind"],
        value=_value(rows),
        link=links[0] if len(links) == 1 else "",
    )


def citation_in_words(citation: str, pack: RulePack) -> str:
    """The citation, an act of the authority by its title in the language of the reader."""
    for act in pack.rulebook.acts.values():
        title = act.title.get("en", act.name)
        if citation == title or citation.startswith(f"{title}, "):
            return in_language(act.title) + citation.removeprefix(title)
    return citation


def article_in_words(said: str, pack: RulePack) -> str:
    """A value of the law by its title, with what sets it and of what kind that is; what is no such value as it is.

    The kind may stand behind the value or at the end, as in mining.decision_term: Some act (policy).
    """
    held = _ARTICLE.fullmatch(said)
    found = pack.rulebook.parameters.get(held["parameter"]) if held else None
    if held is None or found is None:
        return said
    kind = held["before"] or held["after"]
    words = f"{in_language(found.title)}: {citation_in_words(held['act'], pack)}"
    return f"{words} ({standing_word(kind)})" if kind else words


def _weak(rows: list[dict[str, Any]]) -> bool:
    return any(row["confidence"] and not Confidence(row["confidence"]).supports_a_finding for row in rows)


def _value(rows: list[dict[str, Any]]) -> str:
    stated = {amount(row["value"], row["unit"]) for row in rows if row["value"] is not None and row["unit"] != "switch"}
    return stated.pop() if len(stated) == 1 else ""
