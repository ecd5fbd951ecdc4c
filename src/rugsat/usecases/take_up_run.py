"""Taking up a run of supervision: what it found becomes findings of the office."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rugsat.domain.enforcement.taking_up import Asked, Event, Held, Status, Told, take_up
from rugsat.evidence.log.commitment import batch_root
from rugsat.kernel.digest import digest_of
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.record import to_plain
from rugsat.operations.cycle.run import read_description, read_findings
from rugsat.store.finding_parties import link_parties
from rugsat.store.findings.gone import gone_of
from rugsat.store.findings.models import FindingEvent, OfficeFinding, TakenRun
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

_OF_THE_RUN = frozenset({"rule_pack", "lake_commit", "register_commit", "code_digest", "locators"})
"""What tells which run gave a finding and not what it says; a finding has not changed where only these have."""
_AT_ONCE = 500


class RunRefusedError(RugsatError):
    """A run that cannot be taken up."""


@use_case
def take_up_run(work: Work, *, folder: Path) -> Done:
    """Take up a run: its findings are first seen, still true, changed, back, or, where they are not in it, gone.

    Doing it again changes nothing. A run that is older than the last one that was taken up is refused, because it
    would make what is known today look gone.
    """
    description = read_description(folder)
    run = str(description["run"])
    _refuse_other_country(work, description)
    # Entered first: of two who take up one run at once, the second waits here, and then finds it taken up.
    taken, fresh = _enter(work, run, description)
    if not fresh:
        return Done(run, 1, {"taken_before": True})
    _refuse_older(description)
    rows = {str(row["finding"]): to_plain(row) for row in read_findings(folder).to_dicts()}
    digests = {finding: _digest(row) for finding, row in rows.items()}
    awake = {str(line["check"]) for line in description["coverage"] if line["awake"]}
    asked = Asked(awake, taken.since, taken.on)
    known = {each.finding: each for each in OfficeFinding.objects.select_for_update().order_by("finding")}
    gone = gone_of([each.finding for each in known.values() if each.status == Status.IN_CASE])
    told = take_up(asked, digests, [_held(each, there=each.finding not in gone) for each in known.values()])
    link_parties(_keep(work, run, told, rows, known))
    counts = {str(event): sum(each.event is event for each in told) for event in Event}
    root = batch_root([rows[finding] for finding in sorted(rows)])
    # One leaf for the whole run, so that nobody can count from the log how much was found about whom.
    work.tell("supervision_run", run, {"run": run, "findings_root": root, "rule_pack": description["rule_pack"]})
    return Done(run, 1, {**counts, "demonstration": description["demonstration"]})


def _enter(work: Work, run: str, description: Mapping[str, Any]) -> tuple[TakenRun, bool]:
    """The run among those that were taken up, and whether it is there for the first time."""
    said = {
        "jurisdiction": description["jurisdiction"],
        "since": date.fromisoformat(description["since"]) if description["since"] else None,
        "on": date.fromisoformat(description["on"]),
        "started": datetime.fromisoformat(description["started"]),
        "lake_commit": description["lake_commit"],
        "demonstration": description["demonstration"],
        "taken_at": work.at,
        "by": work.call.by,
    }
    return TakenRun.objects.get_or_create(run=run, defaults=said)


def _refuse_other_country(work: Work, description: Mapping[str, Any]) -> None:
    if description["jurisdiction"] != work.law.jurisdiction:
        message = (
            f"the run {description['run']} is of {description['jurisdiction']}, the office of {work.law.jurisdiction}: "
            "take it up there"
        )
        raise RunRefusedError(message)


def _refuse_older(description: Mapping[str, Any]) -> None:
    later = TakenRun.objects.filter(lake_commit__gt=description["lake_commit"]).order_by("-lake_commit").first()
    if later is not None:
        message = (
            f"the run {description['run']} looked at commit {description['lake_commit']} of the lake, and {later.run}, "
            f"which was taken up before, at commit {later.lake_commit}: make a run of today's lake"
        )
        raise RunRefusedError(message)


def _held(finding: OfficeFinding, *, there: bool) -> Held:
    return Held(
        finding=finding.finding,
        check=finding.check_name,
        status=Status(finding.status),
        first_day=finding.first_day,
        last_day=finding.last_day,
        digest=_digest(finding.says),
        there=there,
    )


def _keep(
    work: Work,
    run: str,
    told: tuple[Told, ...],
    rows: Mapping[str, dict[str, Any]],
    known: Mapping[str, OfficeFinding],
) -> list[OfficeFinding]:
    """Keep what the run told of findings, and give those that it told of."""
    fresh = [_new(each, rows[each.finding], run) for each in told if each.event is Event.FIRST_SEEN]
    OfficeFinding.objects.bulk_create(fresh, batch_size=_AT_ONCE)
    changed = []
    for each in told:
        if each.event is Event.FIRST_SEEN:
            continue
        finding = known[each.finding]
        finding.status, finding.version = str(each.status), finding.version + 1
        if each.finding in rows:
            _say(finding, rows[each.finding], run)
        changed.append(finding)
    columns = ("status", "version", "says", "first_day", "last_day", "standing", "lifecycle", "last_run")
    OfficeFinding.objects.bulk_update(changed, columns, batch_size=_AT_ONCE)
    events = [
        FindingEvent(finding_id=each.finding, what=str(each.event), run=run, at=work.at, by=work.call.by)
        for each in told
    ]
    FindingEvent.objects.bulk_create(events, batch_size=_AT_ONCE)
    return [*fresh, *changed]


def _new(told: Told, row: dict[str, Any], run: str) -> OfficeFinding:
    finding = OfficeFinding(
        finding=told.finding,
        check_name=row["check"],
        subject=row["subject"],
        status=str(told.status),
        first_run=run,
        version=1,
    )
    _say(finding, row, run)
    return finding


def _say(finding: OfficeFinding, row: dict[str, Any], run: str) -> None:
    finding.says, finding.last_run = row, run
    finding.first_day, finding.last_day = (date.fromisoformat(row[name]) for name in ("first_day", "last_day"))
    finding.standing, finding.lifecycle = row["standing"], row["lifecycle"]


def _digest(row: Mapping[str, Any]) -> str:
    return digest_of({name: value for name, value in row.items() if name not in _OF_THE_RUN})
