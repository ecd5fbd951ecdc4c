"""Findings whose evidence is gone, whatever became of them in the office."""

from collections.abc import Sequence

from rugsat.store.findings.models import FindingEvent

_OF_RUNS = ("first_seen", "still_true", "changed", "gone", "back")
_AT_ONCE = 500


def gone_of(findings: Sequence[str]) -> frozenset[str]:
    """Those of the findings that the last run to speak of them said were gone; five hundred in one question."""
    last: dict[str, str] = {}
    for begin in range(0, len(findings), _AT_ONCE):
        some = findings[begin : begin + _AT_ONCE]
        events = FindingEvent.objects.filter(finding__in=some, what__in=_OF_RUNS).order_by("pk")
        last.update(events.values_list("finding_id", "what"))
    return frozenset(finding for finding, what in last.items() if what == "gone")
