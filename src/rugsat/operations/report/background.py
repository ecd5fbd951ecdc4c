"""What a reader must know to read a run: the jurisdiction, its time and money, and the labels to carry."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.run import Run
from rugsat.operations.report.sentences import labels
from rugsat.operations.report.wording import day, days


@dataclass(frozen=True, slots=True)
class Background:
    """The setting of a run, in the language of the reader."""

    jurisdiction: str
    zone: ZoneInfo
    currency: str
    labels: tuple[str, ...]
    looked_at: str
    """The days of the run in words."""
    pack: RulePack


def background_of(run: Run) -> Background:
    """The background of a run, from the rule pack that it keeps."""
    pack = RulePack.from_bytes(run.rule_pack)
    held = pack.rulebook.jurisdiction
    since, on = run.inputs.since, run.inputs.on
    from_the_beginning = _("From the beginning to {day}").format(day=day(on))
    return Background(
        jurisdiction=in_language(held.name),
        zone=ZoneInfo(held.time_zone),
        currency=held.reporting_currency,
        labels=tuple(labels(run.demonstration, pack.rulebook)),
        looked_at=days(since, on) if since else from_the_beginning,
        pack=pack,
    )
