"""The score card of a simulated country as one HTML page, in the style of the report and as self-contained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from rugsat.kernel.language import gettext as _
from rugsat.operations.report import charts
from rugsat.operations.report.background import Background
from rugsat.operations.report.charts import Bar, Chart
from rugsat.operations.report.findings import Card, comparison
from rugsat.operations.report.overview import KeyFigure
from rugsat.operations.report.page import rendered
from rugsat.operations.report.sentences import check_name, subject_parts
from rugsat.operations.report.wording import amounts, day, days, number, percent

_DIFFICULTIES = ("blatant", "plain", "subtle")
_NAMED = 50
_NOTHING = Markup("")
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Power:
    """How many offences of one difficulty were found, as a small bar with its number."""

    bar: Markup
    shown: str


@dataclass(frozen=True, slots=True)
class Line:
    """A check on the score card."""

    name: str
    powers: tuple[Power, ...]
    recall: str
    precision: str
    left_alone: str


@dataclass(frozen=True, slots=True)
class Named:
    """An offence that was missed, or a finding that accuses somebody innocent."""

    check: str
    subject: list[tuple[str, str]]
    period: str
    said: str
    story: str


@dataclass(frozen=True, slots=True)
class Innocent:
    """A look-alike that was left alone: its story, and what was observed against the limit that it kept."""

    check: str
    subject: list[tuple[str, str]]
    period: str
    conduct: str
    story: str
    observed: str
    limit: str
    comparison: str
    bullet: Chart


@dataclass(frozen=True, slots=True)
class Offence:
    """A subtle offence that was found: its story, and the finding as the report shows it."""

    check: str
    conduct: str
    story: str
    card: Card


def score_page(
    score: Json, background: Background | None, *, countries: int, offence: Offence | None, innocent: Innocent | None
) -> bytes:
    """The page of a score card, as `rugsat simulate score --json` gives it; cases are shown where they are given."""
    checks: Sequence[Json] = score["checks"]
    return rendered(
        "score.html.j2",
        background=background,
        countries=countries,
        figures=_figures(checks),
        lines=[_line(check) for check in checks],
        missed=[_missed(row) for check in checks for row in check["missed"]],
        accused=[_accused(row) for check in checks for row in check["falsely_accused"]],
        named=_NAMED,
        not_covered=sorted(score["not_covered"].items()),
        offence=offence,
        innocent=innocent,
    )


def innocent_of(answer: Json, conduct: str, observed: Decimal, limit: Decimal, background: Background) -> Innocent:
    """A look-alike as the page shows it; `answer` is its line of the answers, with the unit of the two values."""
    seen, allowed = amounts(observed, limit, answer["unit"], background.currency)
    bullet = charts.bullet(
        "innocent",
        _("Observed against the limit"),
        _("Observed") + f" {seen}. " + _("Limit") + f" {allowed}.",
        observed=Bar(_("Observed"), float(observed), seen),
        limit=Bar(_("Limit"), float(limit), allowed),
        whole=float(limit) * 1.15,
        kept=True,
    )
    return Innocent(
        check=check_name(answer["check"]),
        subject=subject_parts(answer["subject"]),
        period=_period(answer),
        conduct=conduct,
        story=answer["story"],
        observed=seen,
        limit=allowed,
        comparison=_("{share} below the limit").format(share=percent((limit - observed) / limit)),
        bullet=bullet,
    )


def share(rate: Json) -> str:
    """A rate with its interval, as in 97% (89% – 100%); a dash where nothing was tried."""
    if not rate["of"]:
        return "–"
    low, high = (percent(Decimal(str(rate[bound])).quantize(Decimal("0.01"))) for bound in ("low", "high"))
    return f"{percent(Decimal(rate['hits']) / rate['of'])} ({low} – {high})"


def _figures(checks: Sequence[Json]) -> list[KeyFigure]:
    found, alone = (_sum(checks, name) for name in ("recall_overall", "look_alikes_left_alone"))
    accused = sum(len(check["falsely_accused"]) for check in checks)
    return [
        KeyFigure(found, _("planted offences found")),
        KeyFigure(alone, _("look-alikes left alone")),
        KeyFigure(number(accused), _("false accusations")),
        KeyFigure(number(len(checks)), _("checks")),
    ]


def _sum(checks: Sequence[Json], name: str) -> str:
    hits, of = (sum(check[name][part] for check in checks) for part in ("hits", "of"))
    return f"{number(hits)} / {number(of)}"


def _line(check: Json) -> Line:
    recall = check["recall"]
    return Line(
        name=check_name(check["check"]),
        powers=tuple(_power(recall.get(difficulty)) for difficulty in _DIFFICULTIES),
        recall=share(check["recall_overall"]),
        precision=share(check["precision"]),
        left_alone=_counts(check["look_alikes_left_alone"]),
    )


def _power(rate: Json | None) -> Power:
    if rate is None or not rate["of"]:
        return Power(_NOTHING, "–")
    return Power(charts.small_bar(rate["hits"] / rate["of"]), _counts(rate))


def _counts(rate: Json) -> str:
    return f"{number(rate['hits'])} / {number(rate['of'])}" if rate["of"] else "–"


def _missed(row: Json) -> Named:
    size = str(row["size"])
    shown = size.rstrip("0").rstrip(".") if "." in size else size
    return Named(
        check=check_name(row["check"]),
        subject=subject_parts(row["subject"]),
        period=_period(row),
        said=f"{difficulty_word(row['difficulty'])}, {shown} {row['unit']}",
        story=row["story"],
    )


def _accused(row: Json) -> Named:
    observed, limit = amounts(Decimal(row["observed"]), Decimal(row["limit"]), row["unit"])
    far = comparison(Decimal(row["observed"]), Decimal(row["limit"]))
    alike = f"{row['look_alike']}: {row['story']}" if row["look_alike"] else row["note"] or ""
    return Named(
        check=check_name(row["check"]),
        subject=subject_parts(row["subject"]),
        period=_period(row),
        said=f"{observed} / {limit}" + (f", {far}" if far else ""),
        story=alike,
    )


def _period(row: Json) -> str:
    """The days of an answer or a finding; what never ended, such as a return never filed, has a first day only."""
    if row["last_day"] == date.max:
        return _("from {day}").format(day=day(row["first_day"]))
    return days(row["first_day"], row["last_day"])


def difficulty_word(difficulty: str) -> str:
    """How hard an offence is to see."""
    return {"blatant": _("blatant"), "plain": _("plain"), "subtle": _("subtle")}.get(difficulty, difficulty)
