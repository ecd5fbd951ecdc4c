"""The findings of a run by region: a map, and the table behind it with what no map can show."""

from collections.abc import Mapping

import polars as pl

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.law.outline import outline_of
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.run import Run
from rugsat.operations.report.charts import Chart
from rugsat.operations.report.places import NOWHERE, SEVERAL, counts_by_zone
from rugsat.operations.report.wording import number
from rugsat.operations.report.zone_map import Zone, zone_map


def findings_by_region(run: Run, pack: RulePack, evidence: Mapping[str, pl.DataFrame]) -> Chart | None:
    """Findings by zone of the jurisdiction; None where nothing was found."""
    if not run.findings.height:
        return None
    held = pack.rulebook.jurisdiction
    counts = counts_by_zone(run.findings, evidence)
    zones = [
        Zone(zone, in_language(title), counts.get(zone, 0), number(counts.get(zone, 0)))
        for zone, title in held.zones.items()
    ]
    title = _("Findings by region")
    svg = zone_map(
        "by-region",
        title,
        _("The darker a region, the more findings; their number is written in."),
        zones=zones,
        outline=outline_of(held.code),
    )
    rows = [(zone.title, zone.shown) for zone in zones]
    rows += [(_beside(place), number(counts[place])) for place in counts if place not in held.zones]
    return Chart(title, svg, (_("Region"), _("Findings")), tuple(rows))


def not_on_the_map(run: Run, pack: RulePack, evidence: Mapping[str, pl.DataFrame]) -> list[str]:
    """What a reader of the map must know: how many findings it does not show, and why."""
    counts = counts_by_zone(run.findings, evidence)
    beside = {place: count for place, count in counts.items() if place not in pack.rulebook.jurisdiction.zones}
    return [f"{_beside(place)}: {number(count)}" for place, count in sorted(beside.items())]


def _beside(place: str) -> str:
    words = {SEVERAL: _("In several regions"), NOWHERE: _("Without a place (exchanges, persons, other returns)")}
    return words.get(place, place)
