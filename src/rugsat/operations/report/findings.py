"""The findings of a run as a page shows them: grouped by check, the farthest from the limit first."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from rugsat.domain.supervision.discovery import all_checks
from rugsat.kernel.language import gettext as _
from rugsat.operations.cycle.run import Run
from rugsat.operations.report import charts
from rugsat.operations.report.articles import Article, articles_of
from rugsat.operations.report.background import Background
from rugsat.operations.report.charts import Bar, Chart
from rugsat.operations.report.names import Names
from rugsat.operations.report.over_time import over_time, when
from rugsat.operations.report.sentences import check_name, check_title, sentence, subject_parts
from rugsat.operations.report.wording import amounts, number, percent

_IN_FULL = 200
_IN_TABLE = 1000
_MANIFOLD = 3
_LEAST_SHARE = Decimal("0.0001")
_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One finding in full."""

    finding: dict[str, Any]
    subject: list[tuple[str, str]]
    names: list[str]
    period: str
    observed: str
    limit_word: str
    limit: str
    comparison: str
    note: str
    bullet: Chart
    over_time: Chart | None
    articles: list[Article]
    locators: list[str]


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one check: some in full, the rest line by line."""

    check: str
    name: str
    title: str
    how: list[str]
    """How the check decides, paragraph by paragraph, as it is published."""
    count: int
    cards: list[Card]
    rest: list[tuple[str, list[tuple[str, str]], str, str, str]]
    """Key, subject, period, observed and limit of those that are not shown in full."""
    left_out: int
    """How many are not even in the table."""


def ranked(findings: pl.DataFrame) -> pl.DataFrame:
    """The findings with their rank within their check: first those farthest from the limit, in shares of the limit."""
    distance = (pl.col("observed") - pl.col("limit")).abs().cast(pl.Float64)
    base = pl.col("limit").abs().cast(pl.Float64)
    measured = findings.with_columns(
        distance=pl.when(base > 0).then(distance / base).otherwise(distance), bare=base == 0
    )
    order = measured.sort(
        "check", "bare", "distance", "began_us", "finding", descending=[False, True, True, False, False]
    )
    return order.with_columns(rank=pl.int_range(pl.len()).over("check")).drop("distance", "bare")


def groups_of(run: Run, background: Background, names: Names) -> list[Group]:
    """The findings of a run by check, in order of the coverage; the gravest of every check come in full first."""
    order = ranked(run.findings).sort("rank", "check", maintain_order=True)
    full, rest = order.head(_IN_FULL), order.slice(_IN_FULL)
    violations = _by_subject(run.violations, full)
    titles = {line.check: line.title for line in run.coverage}
    how = {check.name: check.docstring.split("\n\n")[1:] for check in all_checks()}
    found = []
    for check in [*titles, *sorted(set(run.findings["check"]) - set(titles))]:
        shown, listed = full.filter(pl.col("check") == check), rest.filter(pl.col("check") == check)
        if shown.height:
            found.append(
                Group(
                    check=check,
                    name=check_name(check),
                    title=check_title(titles.get(check, "")),
                    how=how.get(check, []),
                    count=shown.height + listed.height,
                    cards=_cards(shown, violations, background, names),
                    rest=[_line(row, background) for row in listed.head(_IN_TABLE).iter_rows(named=True)],
                    left_out=max(0, listed.height - _IN_TABLE),
                )
            )
    return found


def comparison(observed: Decimal, limit: Decimal) -> str:
    """How far an observation lies from its limit, in shares of it; empty where the limit is nothing."""
    if not limit:
        return ""
    if observed >= _MANIFOLD * limit:
        return _("{times} times the limit").format(times=number(observed / limit, places=1))
    share = abs(observed - limit) / abs(limit)
    shown = percent(share) if share >= _LEAST_SHARE else f"<\u00a0{percent(_LEAST_SHARE)}"
    if observed > limit:
        return _("{share} above the limit").format(share=shown)
    return _("{share} below what is expected").format(share=shown)


def limit_word(observed: Decimal, limit: Decimal) -> str:
    """What the limit is: what was allowed, or what had to be expected."""
    return _("Expected") if observed < limit else _("Limit")


def card_of(finding: dict[str, Any], violations: pl.DataFrame, background: Background, names: Names) -> Card:
    """One finding in full, by itself; `violations` are those of its run."""
    own: dict[_Key, pl.DataFrame] = {(finding["check"], finding["subject"]): _of_finding(violations, finding)}
    return _card(finding, own, background, names, float(finding["observed"]))


def _of_finding(violations: pl.DataFrame, finding: dict[str, Any]) -> pl.DataFrame:
    return violations.filter((pl.col("check") == finding["check"]) & (pl.col("subject") == finding["subject"]))


def _by_subject(violations: pl.DataFrame, full: pl.DataFrame) -> dict[_Key, pl.DataFrame]:
    concerned = violations.join(full.select("check", "subject").unique(), on=["check", "subject"], how="semi")
    return concerned.partition_by("check", "subject", as_dict=True)


def _cards(
    shown: pl.DataFrame, violations: dict[_Key, pl.DataFrame], background: Background, names: Names
) -> list[Card]:
    greatest = max(float(observed) for observed in shown["observed"])
    return [_card(row, violations, background, names, greatest) for row in shown.iter_rows(named=True)]


def _card(
    row: dict[str, Any], violations: dict[_Key, pl.DataFrame], background: Background, names: Names, greatest: float
) -> Card:
    observed, limit = amounts(row["observed"], row["limit"], row["unit"], background.currency)
    of_subject = violations.get((row["check"], row["subject"]))
    return Card(
        finding=row,
        subject=subject_parts(row["subject"]),
        names=names.of(row["subject"], row["last_day"]),
        period=when(row["began_us"], row["ended_us"], background),
        observed=observed,
        limit_word=limit_word(row["observed"], row["limit"]),
        limit=limit,
        comparison=comparison(row["observed"], row["limit"]),
        note=sentence(row["note"]) if row["note"] else "",
        bullet=_bullet(row, observed, limit, greatest),
        over_time=None if of_subject is None else over_time(row, _within(of_subject, row), background),
        articles=articles_of(row, background.pack),
        locators=list(_located(row["locators"])),
    )


def _bullet(row: dict[str, Any], observed: str, limit: str, greatest: float) -> Chart:
    word = limit_word(row["observed"], row["limit"])
    return charts.bullet(
        f"f{row['finding']}-b",
        _("Observed against the limit"),
        _("Observed") + f" {observed}. {word} {limit}.",
        observed=Bar(_("Observed"), float(row["observed"]), observed),
        limit=Bar(word, float(row["limit"]), limit),
        # Where nothing is allowed, the findings of the check are the measure of each other.
        whole=max(float(row["observed"]), float(row["limit"])) if row["limit"] else greatest,
    )


def _within(of_subject: pl.DataFrame, row: dict[str, Any]) -> pl.DataFrame:
    return of_subject.filter((pl.col("began_us") >= row["began_us"]) & (pl.col("ended_us") <= row["ended_us"]))


def _located(lines: str) -> Iterator[str]:
    for line in lines.split("\n"):
        sender, _space, located = line.partition(" ")
        filing, _space, place = located.rpartition(" ")
        if filing and place == "None":
            yield _("{sender}: filing {filing}").format(sender=sender, filing=filing)
        elif filing and place.isdigit():
            yield _("{sender}: filing {filing}, row {row}").format(sender=sender, filing=filing, row=place)
        elif line:
            yield line


def _line(row: dict[str, Any], background: Background) -> tuple[str, list[tuple[str, str]], str, str, str]:
    observed, limit = amounts(row["observed"], row["limit"], row["unit"], background.currency)
    period = when(row["began_us"], row["ended_us"], background)
    return row["finding"], subject_parts(row["subject"]), period, observed, limit
