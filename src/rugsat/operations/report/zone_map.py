"""A map of a jurisdiction as SVG text: zones shaded by a count that is written in; tiles where no outline is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from markupsafe import Markup

from rugsat.law.outline import Outline, ZoneOutline

_SHADES = 4
_TILE_WIDTH, _TILE_HEIGHT, _GAP = 112, 72, 8
_IN_A_ROW = 3
_TOWN = 7
_POINT = 3
_LINE, _LETTERS = 15, 22
_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone on the map: its title, and how many of what is counted lie in it."""

    name: str
    title: str
    count: int
    shown: str


@dataclass(frozen=True, slots=True)
class Point:
    """A point on the map, in units of its outline: how many things lie there, and what they are in words."""

    across: float
    down: float
    count: int
    title: str


def zone_map(
    name: str,
    title: str,
    description: str,
    *,
    zones: Sequence[Zone],
    outline: Outline | None,
    points: Sequence[Point] = (),
) -> Markup:
    """The map; it scales with the page, and everything on it is written in words and numbers too.

    Points are drawn where the outline is known, because tiles lie nowhere.
    """
    drawn = outline if outline and all(zone.name in outline.zones for zone in zones) else _tiles(zones)
    most = max((zone.count for zone in zones), default=0)
    # Borders first and towns upon them, then the words, so that no zone covers the words of another.
    order = sorted(zones, key=lambda zone: not drawn.zones[zone.name].path)
    content = [_shape(zone, drawn.zones[zone.name], most) for zone in order]
    content += [_point(point) for point in points if drawn is outline]
    content += [_words(zone, drawn.zones[zone.name]) for zone in order]
    svg = Markup(
        '<svg class="chart map" role="img" aria-labelledby="{0}-t {0}-d" viewBox="0 0 {1} {2}">'
        '<title id="{0}-t">{3}</title><desc id="{0}-d">{4}</desc>{5}</svg>'
    )
    return svg.format(name, drawn.width, drawn.height, title, description, _NOTHING.join(content))


def shade(count: int, most: int) -> str:
    """The class of a zone's colour: the darker the more; none has a colour of its own."""
    return f"c{-(-_SHADES * count // most)}" if count else "track"


def _tiles(zones: Sequence[Zone]) -> Outline:
    """A tile for each zone, in rows."""
    placed: Mapping[str, ZoneOutline] = {
        zone.name: _tile(number % _IN_A_ROW, number // _IN_A_ROW) for number, zone in enumerate(zones)
    }
    rows = -(-len(zones) // _IN_A_ROW)
    return Outline(_IN_A_ROW * (_TILE_WIDTH + _GAP), rows * (_TILE_HEIGHT + _GAP), "", placed)


def _tile(column: int, row: int) -> ZoneOutline:
    x, y = column * (_TILE_WIDTH + _GAP) + _GAP // 2, row * (_TILE_HEIGHT + _GAP) + _GAP // 2
    path = f"M{x},{y}h{_TILE_WIDTH}v{_TILE_HEIGHT}h-{_TILE_WIDTH}Z"
    return ZoneOutline(path, (x + _TILE_WIDTH / 2, y + _TILE_HEIGHT / 2))


def _shape(zone: Zone, outline: ZoneOutline, most: int) -> Markup:
    tip = Markup("<title>{}: {}</title>").format(zone.title, zone.shown)
    if outline.path:
        return Markup('<path class="zone {}" d="{}">{}</path>').format(shade(zone.count, most), outline.path, tip)
    across, down = outline.at
    circle = Markup('<circle class="zone {}" cx="{:g}" cy="{:g}" r="{}">{}</circle>')
    return circle.format(shade(zone.count, most), across, down, _TOWN, tip)


def _point(point: Point) -> Markup:
    """The point with its words; the more lie there, the larger, up to the size of a town."""
    radius = min(_POINT + 0.5 * (point.count - 1), _TOWN)
    drawn = Markup('<circle class="over" cx="{:.1f}" cy="{:.1f}" r="{:g}" stroke="#fff"><title>{}</title></circle>')
    return drawn.format(point.across, point.down, radius, point.title)


def _words(zone: Zone, outline: ZoneOutline) -> Markup:
    """The title, in as many lines as it needs, and the count below it; beside a town, around a place on a border."""
    lines = wrap(zone.title, _LETTERS) or [""]
    across, down = outline.at
    anchor = "middle"
    if not outline.path:
        across, down, anchor = across - _TOWN - 4, down + 6, "end"
    written = [_text("plain", across, down - 2 - _LINE * above, anchor, line) for above, line in _from_above(lines)]
    return _NOTHING.join([*written, _text("strong", across, down + _LINE, anchor, zone.shown)])


def _from_above(lines: Sequence[str]) -> list[tuple[int, str]]:
    return list(zip(range(len(lines) - 1, -1, -1), lines, strict=True))


def _text(style: str, across: float, down: float, anchor: str, words: str) -> Markup:
    drawn = Markup('<text class="{}" x="{:g}" y="{:g}" text-anchor="{}">{}</text>')
    return drawn.format(style, across, down, anchor, words)
