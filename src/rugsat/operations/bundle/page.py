"""The page of a bundle: what was found or decided, under which law, on which rows, in words for a reader."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rugsat.domain.supervision.check import Check
from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import language, ngettext
from rugsat.law.pack import RulePack
from rugsat.operations.bundle.container import About, Part
from rugsat.operations.bundle.rows import Extract
from rugsat.operations.report.sentences import (
    check_name,
    check_title,
    labels,
    sentence,
    standing_meaning,
    standing_word,
    subject_text,
)
from rugsat.operations.report.wording import amount, amounts, at, day, days, moment, number

INDEX = "index.html"
_SHOWN_OCCASIONS, _SHOWN_ROWS = 50, 12
_SAFE = ("https://", "http://")
Rows = Sequence[Mapping[str, Any]]


def index_of_finding(  # noqa: PLR0913 - everything that stands on the page
    about: About,
    check: Check,
    finding: Mapping[str, Any],
    *,
    pack: RulePack,
    law: Rows,
    violations: pl.DataFrame,
    extracts: Sequence[Extract],
    parts: Sequence[Part],
) -> Part:
    """The page of a finding in the present language."""
    observed, limit = amounts(finding["observed"], finding["limit"], finding["unit"])
    facts = [
        (_("Whom or what"), subject_text(str(finding["subject"]))),
        (_("When"), days(finding["first_day"], finding["last_day"])),
        (_("Observed"), observed),
        (_("Limit"), limit),
        (_("Occasions"), number(finding["violations"])),
        (_("Rests on"), standing_meaning(str(finding["standing"]))),
        *([(_("Note"), sentence(str(finding["note"])))] if finding["note"] else []),
        (_("Finding"), str(finding["finding"])),
    ]
    return _page(
        replace(about, demonstration=labels(about.demonstration, pack.rulebook)),
        heading=check_name(check.name),
        statement=check_title(check.docstring.split("\n\n")[0].replace("\n", " ")),
        facts=facts,
        law=law,
        occasions=[_occasion(row) for row in violations.head(_SHOWN_OCCASIONS).to_dicts()],
        occasions_in_all=violations.height,
        extracts=[_shown(each, pack) for each in extracts],
        parts=parts,
    )


def index_of_decision(about: About, act: Mapping[str, Any], *, law: Rows, parts: Sequence[Part]) -> Part:
    """The page of a decision in the present language."""
    facts = [(str(name), str(value)) for name, value in act.items() if not isinstance(value, dict | list)]
    return _page(
        about,
        heading=about.title,
        statement=_("A decision of the authority, with what it was decided on."),
        facts=[*facts, (_("Decision"), about.key)],
        law=law,
        occasions=[],
        occasions_in_all=0,
        extracts=[],
        parts=parts,
    )


def _page(about: About, *, law: Rows, parts: Sequence[Part], **said: object) -> Part:
    style = "".join(
        files(package).joinpath(name).read_text(encoding="utf-8")
        for package, name in (("rugsat.operations.report", "style.css"), (__package__, "templates/bundle.css"))
    )
    page = (
        _environment()
        .get_template("bundle.html.j2")
        .render(
            language=language(),
            style=Markup(style),  # noqa: S704 - our own style sheet
            style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            about=about,
            made_at=at(about.made_at),
            law=[_law_line(row) for row in law],
            files=[(part.path, part.what, hashlib.sha256(part.content).hexdigest()) for part in parts],
            **said,
        )
    )
    return Part(INDEX, page.encode(), "this bundle in words, to be opened in a browser")


def _law_line(row: Mapping[str, Any]) -> dict[str, str]:
    value = str(row["item"]) if row["value"] is None else amount(row["value"], row["unit"])
    link = str(row["link"] or "")
    return {
        "parameter": str(row["parameter"]),
        "value": value,
        "since": day(row["since"]),
        "citation": ", ".join(str(part) for part in (row["act"], row["article"]) if part),
        "kind": standing_word(str(row["kind"])),
        "confidence": str(row["confidence"] or ""),
        "link": link if link.startswith(_SAFE) else "",
    }


def _occasion(row: Mapping[str, Any]) -> dict[str, str]:
    observed, limit = amounts(row["observed"], row["limit"], row["unit"])
    located = f"{row['sender']} {row['filing']} {row['row']}" if row["filing"] and row["row"] else ""
    return {"day": days(row["first_day"], row["last_day"]), "observed": observed, "limit": limit, "located": located}


def _shown(extract: Extract, pack: RulePack) -> dict[str, Any]:
    """The first rows, without columns that are empty in all of them; moments in local time."""
    rows = extract.rows.head(_SHOWN_ROWS)
    kept = rows.select(column.name for column in rows if column.null_count() < rows.height)
    zone = ZoneInfo(pack.rulebook.jurisdiction.time_zone)
    return {
        "dataset": extract.dataset,
        "columns": [name.removesuffix("_us") for name in kept.columns],
        "rows": [[_cell(*cell, zone) for cell in row.items()] for row in kept.iter_rows(named=True)],
        "in_all": extract.rows.height,
    }


def _cell(name: str, value: Any, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    return moment(value, zone) if name.endswith("_us") else str(value)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("rugsat.operations.bundle"), PackageLoader("rugsat.operations.report")]),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["number"] = number
    return environment
