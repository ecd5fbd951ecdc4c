"""The summary of a run as text."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import ngettext
from rugsat.operations.cycle.coverage import Coverage
from rugsat.operations.cycle.run import Run
from rugsat.operations.report.background import Background, background_of
from rugsat.operations.report.findings import comparison, limit_word, ranked
from rugsat.operations.report.over_time import when
from rugsat.operations.report.sentences import check_name, sentence, standing_word, subject_text
from rugsat.operations.report.wording import amounts, number

_GRAVEST = 3
_SHORT = 12


def summary_of(run: Run) -> str:
    """Say in plain text what a run looked at, what it found and what slept, in the present language."""
    background = background_of(run)
    sections = (_labels(background), _head(run, background), _found(run, background), _asleep(run), _partly(run))
    return "\n\n".join("\n".join(lines) for lines in map(list, sections) if lines) + "\n"


def _labels(background: Background) -> Iterator[str]:
    yield from (f"*** {label.upper()} ***" for label in background.labels)


def _head(run: Run, background: Background) -> Iterator[str]:
    title = _("Supervision run: {jurisdiction}").format(jurisdiction=background.jurisdiction)
    yield title
    yield "=" * len(title)
    inputs = run.inputs
    facts = [
        (_("Days"), background.looked_at),
        (_("Law"), _("rule pack {digest}").format(digest=inputs.rule_pack[:_SHORT])),
        (_("Evidence"), _("commit {commit} of the lake").format(commit=inputs.lake_commit)),
        (_("Register"), _("commit {commit}").format(commit=inputs.register_commit) if inputs.register_commit else "–"),
        (_("Engine"), run.engine),
        (_("Run"), run.id),
    ]
    width = max(len(word) for word, _said in facts) + 2
    yield from (f"{word:<{width}}{said}" for word, said in facts)


def _found(run: Run, background: Background) -> Iterator[str]:
    if not run.findings.height:
        yield _("Nothing was found by the checks that were awake.")
        return
    count = run.findings.height
    yield ngettext("{count} finding", "{count} findings", count).format(count=number(count))
    order = ranked(run.findings)
    for line in run.coverage:
        of_check = order.filter(pl.col("check") == line.check)
        if of_check.height:
            yield ""
            yield f"{check_name(line.check)}: {number(of_check.height)}"
            for row in of_check.head(_GRAVEST).iter_rows(named=True):
                yield from _finding(row, background)
            if more := max(0, of_check.height - _GRAVEST):
                yield "  " + ngettext("and {count} more", "and {count} more", more).format(count=number(more))


def _finding(row: dict[str, Any], background: Background) -> Iterator[str]:
    observed, limit = amounts(row["observed"], row["limit"], row["unit"], background.currency)
    far = comparison(row["observed"], row["limit"])
    word = limit_word(row["observed"], row["limit"])
    against = _("Observed") + f" {observed}; {word.lower()} {limit}"
    yield f"  {row['finding']}  {subject_text(row['subject'])}"
    yield f"    {when(row['began_us'], row['ended_us'], background)} [{standing_word(row['standing'])}]"
    yield f"    {against} ({far})" if far else f"    {against}"
    if row["note"]:
        yield f"    {sentence(row['note'])}"


def _asleep(run: Run) -> Iterator[str]:
    yield from _why(_("Asleep"), [line for line in run.coverage if not line.awake])


def _partly(run: Run) -> Iterator[str]:
    yield from _why(_("Not judged"), [line for line in run.coverage if line.awake and line.reasons])


def _why(title: str, lines: list[Coverage]) -> Iterator[str]:
    if lines:
        yield title
    for line in lines:
        yield f"  {check_name(line.check)}: {'; '.join(sentence(reason) for reason in line.reasons)}"
