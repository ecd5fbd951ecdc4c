"""What a reader must know to read a run: the jurisdiction, its time and money, and the labels to carry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.run import Run, read_description
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
    return setting(pack, run.demonstration, since=run.inputs.since, on=run.inputs.on)


def background_of_folder(path: Path) -> Background:
    """The background of a run that was written to a folder."""
    said = read_description(path)
    since = date.fromisoformat(said["since"]) if said["since"] else None
    pack = RulePack.from_bytes((path / "rule_pack.json").read_bytes())
    return setting(pack, said["demonstration"], since=since, on=date.fromisoformat(said["on"]))


def setting(pack: RulePack, demonstration: Iterable[str], *, since: date | None, on: date) -> Background:
    """The background of days that were looked at under a rule pack."""
    held = pack.rulebook.jurisdiction
    from_the_beginning = _("From the beginning to {day}").format(day=day(on))
    return Background(
        jurisdiction=in_language(held.name),
        zone=ZoneInfo(held.time_zone),
        currency=held.reporting_currency,
        labels=tuple(labels(demonstration, pack.rulebook)),
        looked_at=days(since, on) if since else from_the_beginning,
        pack=pack,
    )
