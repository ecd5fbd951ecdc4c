"""The report of a run as one HTML page that needs nothing but itself."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import UTC
from functools import cache
from importlib.resources import files

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rugsat.kernel.language import gettext, language, ngettext
from rugsat.operations.cycle.run import Run
from rugsat.operations.report.background import background_of
from rugsat.operations.report.findings import groups_of
from rugsat.operations.report.geography import findings_by_region, not_on_the_map
from rugsat.operations.report.names import Names
from rugsat.operations.report.overview import day_by_day, findings_by_check, findings_by_family, key_figures
from rugsat.operations.report.sentences import (
    check_name,
    check_title,
    lifecycle_word,
    sentence,
    standing_meaning,
    standing_word,
)
from rugsat.operations.report.statements import name_in_words
from rugsat.operations.report.wording import at, number


def page_of(run: Run, *, evidence: Mapping[str, pl.DataFrame] | None = None) -> bytes:
    """The page of a run in the present language: UTF-8 HTML without scripts and without anything from elsewhere.

    `evidence` may hold tables of the register by their names, such as register.parties, and connection_points; whom a
    finding concerns is then shown with the name that the register held on its last day, and where it lies.
    """
    background = background_of(run)
    return rendered(
        "page.html.j2",
        run=run,
        background=background,
        started=at(run.started.astimezone(UTC).astimezone(background.zone)),
        figures=key_figures(run),
        by_region=findings_by_region(run, background.pack, evidence or {}),
        off_the_map=not_on_the_map(run, background.pack, evidence or {}),
        by_family=findings_by_family(run),
        by_check=findings_by_check(run),
        day_by_day=day_by_day(run),
        groups=groups_of(run, background, Names(evidence)),
    )


def rendered(template: str, **given: object) -> bytes:
    """A page of this package in the present language, with the one style that its policy allows."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    known = {"language": language(), "style": Markup(style), "style_digest": digest}  # noqa: S704 - our own style sheet
    return _environment().get_template(template).render(**known, **given).encode()


def _style() -> str:
    return files("rugsat.operations.report").joinpath("style.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rugsat.operations.report"),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    words = (check_name, check_title, lifecycle_word, number, sentence, standing_meaning, standing_word)
    environment.filters["name_in_words"] = name_in_words
    environment.filters.update({word.__name__: word for word in words})
    return environment
