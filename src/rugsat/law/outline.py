"""The outlines of the zones of a jurisdiction, to draw a map from; they are no law and no part of a rule pack."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as installed
from typing import Any

from rugsat.kernel.errors import SourceError

FILE = "outline.json"
"""The one file in the folder of a jurisdiction that a rule pack leaves out."""


@dataclass(frozen=True, slots=True)
class ZoneOutline:
    """Where a zone lies: its border, or only a point where it is a town that no border was found for."""

    path: str
    """The border as path data of SVG; empty for a point."""
    at: tuple[float, float]
    """Where its name goes; of a point, where it lies."""


@dataclass(frozen=True, slots=True)
class Grid:
    """How degrees lie on the drawing: where its north-western corner is, and how many units a degree has."""

    west: float
    north: float
    corner: tuple[float, float]
    across: float
    down: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place in WGS 84 degrees lies on the drawing."""
        across, down = self.corner
        return across + (longitude - self.west) * self.across, down + (self.north - latitude) * self.down


@dataclass(frozen=True, slots=True)
class Outline:
    """A drawing of the jurisdiction, `width` by `height` units, zone by zone."""

    width: int
    height: int
    source: str
    zones: Mapping[str, ZoneOutline]
    grid: Grid | None = None
    """None where nothing is known of how degrees lie on it, so that only zones can be drawn."""


@cache
def outline_of(jurisdiction: str) -> Outline | None:
    """The outline of an installed jurisdiction, None where none is known."""
    file = installed("rugsat.law").joinpath("jurisdictions", jurisdiction, FILE)
    if not file.is_file():
        return None
    try:
        return read_outline(json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        message = f"this is no outline ({error!r}): it needs width, height, source and zones, each with path and at"
        raise SourceError(message, file=f"{jurisdiction}/{FILE}") from error


def read_outline(document: Mapping[str, Any]) -> Outline:
    """Read the outline from its JSON."""
    zones = {name: ZoneOutline(str(zone.get("path", "")), _place(zone["at"])) for name, zone in _zones(document)}
    return Outline(
        int(document["width"]), int(document["height"]), str(document["source"]), zones, _grid(document.get("grid"))
    )


def _grid(held: Any) -> Grid | None:
    if held is None:
        return None
    west, north, across, down = (float(held[name]) for name in ("west", "north", "across", "down"))
    return Grid(west, north, _place(held["corner"]), across, down)


def _zones(document: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return list(document["zones"].items())


def _place(at: Any) -> tuple[float, float]:
    across, down = at
    return float(across), float(down)
