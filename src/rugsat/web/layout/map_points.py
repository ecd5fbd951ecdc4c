"""Sites as points of the map: those that lie on one spot of the drawing are one point, however many they are."""

from collections.abc import Iterable

from rugsat.kernel.language import ngettext
from rugsat.law.outline import Outline
from rugsat.operations.report.wording import number
from rugsat.operations.report.zone_map import Point
from rugsat.store.queries.public.lists import Spot


def points_of(spots: Iterable[Spot], outline: Outline | None) -> list[Point]:
    """A point for each spot of the drawing that sites lie on; none where it is not known how degrees lie on it."""
    if outline is None or outline.grid is None:
        return []
    lying: dict[tuple[int, int], list[str]] = {}
    for spot in spots:
        across, down = outline.grid.at(float(spot.latitude), float(spot.longitude))
        if 0 <= across <= outline.width and 0 <= down <= outline.height:
            lying.setdefault((round(across), round(down)), []).append(spot.address)
    return [Point(across, down, len(held), _title(held)) for (across, down), held in sorted(lying.items())]


def _title(addresses: list[str]) -> str:
    """The address of one site; of several, how many."""
    if len(addresses) == 1:
        return addresses[0]
    return ngettext("{count} site", "{count} sites", len(addresses)).format(count=number(len(addresses)))
