"""Charts as SVG text: pure functions, no script, readable at every width, each with the table behind it.

Nothing is scaled: what lies across is given in per cent of the width and what lies upward in pixels, so that letters
keep their size on a telephone. Colours come from the style of the page by class.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten

from markupsafe import Markup

_WIDEST = 84
"""Per cent of the width that the longest bar takes, so that its number has room behind it."""
_LANE = 46
_PLOT_TOP, _PLOT_HEIGHT = 22, 120
_SHADES = 4
_NEAR_AN_EDGE = 30
_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its SVG, and the same as a table."""

    title: str
    svg: Markup
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, how long, and its number as people read it."""

    label: str
    value: float
    shown: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of a timeline: a count for each stretch of days."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of a series, in shares of the whole time from 0 to 1: what was observed and what was allowed."""

    began: float
    ended: float
    observed: float
    limit: float
    tip: str


def fitting(label: str, letters: int) -> str:
    """A label within so many letters; where it says what kind of a thing it is, behind a colon, that is kept."""
    head, _colon, tail = label.partition(": ")
    room = letters - len(tail) - len(": ")
    if len(label) <= letters or not tail or room < letters // 4:
        return shorten(label, letters, placeholder="…")
    return f"{shorten(head, room, placeholder='…')}: {tail}"


def bars(name: str, title: str, description: str, *, of: Sequence[Bar], header: tuple[str, str]) -> Chart:
    """Bars one below the other, the longest as wide as the chart allows."""
    most = max((bar.value for bar in of), default=0) or 1
    drawn = [_bar(number * _LANE, bar, _WIDEST * bar.value / most) for number, bar in enumerate(of)]
    svg = _svg(name, title, description, height=_LANE * len(of), content=drawn)
    return Chart(title, svg, header, tuple((bar.label, bar.shown) for bar in of))


def timeline(
    name: str,
    title: str,
    description: str,
    *,
    stretches: Sequence[str],
    lanes: Sequence[Lane],
    header: str,
) -> Chart:
    """Stretches of days across, one row of cells for each lane, the darker the more."""
    most = max((count for lane in lanes for count in lane.counts), default=0)
    content = [part for number, lane in enumerate(lanes) for part in _lane(number * _LANE, lane, stretches, most)]
    height = _LANE * len(lanes)
    content += _ticks(stretches, y=height + 12)
    rows = [
        (stretch, *(str(lane.counts[place]) for lane in lanes))
        for place, stretch in enumerate(stretches)
        if any(lane.counts[place] for lane in lanes)
    ]
    svg = _svg(name, title, description, height=height + 20, content=content)
    return Chart(title, svg, (header, *(lane.label for lane in lanes)), tuple(rows))


def small_bar(share: float) -> Markup:
    """A bar for the cell of a table, as long as a share of the cell; the number beside it says the same."""
    drawn = Markup('<svg class="chart small-bar" aria-hidden="true" width="100%" height="8">{}</svg>')
    return drawn.format(_rect("track", 0, 0, 100, 8) + _rect("within", 0, 0, 100 * share, 8))


def bullet(  # noqa: PLR0913 - name, title and description are those of every chart
    name: str, title: str, description: str, *, observed: Bar, limit: Bar, whole: float, kept: bool = False
) -> Chart:
    """What was observed as a bar, what was allowed as a mark across it; what is too much, or lacks, stands out.

    `whole` is the value that takes the whole width. With `kept`, to stay below the limit is right, and nothing lacks.
    """
    whole = whole or 1
    seen, allowed = 100 * observed.value / whole, 100 * limit.value / whole
    content = [
        _rect("track", 0, 24, 100, 20),
        _rect("within", 0, 24, min(seen, allowed), 20),
        _rect(
            "track" if kept else "lack" if seen < allowed else "over", min(seen, allowed), 24, abs(seen - allowed), 20
        ),
        _line("mark", allowed, allowed, 18, 50),
        _beside(seen, 12, f"{observed.label} {observed.shown}", "strong"),
        _beside(allowed, 64, f"{limit.label} {limit.shown}"),
    ]
    svg = _svg(name, title, description, height=72, content=content)
    rows = ((observed.label, observed.shown), (limit.label, limit.shown))
    return Chart(title, svg, (), rows)


def series(  # noqa: PLR0913 - name, title and description are those of every chart
    name: str,
    title: str,
    description: str,
    *,
    points: Sequence[Point],
    words: tuple[str, str, str, str],
    header: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
) -> Chart:
    """What was observed over time as bars, and the limit as a line; `words` are greatest, limit, beginning and end."""
    most = max((max(point.observed, point.limit) for point in points), default=0) or 1
    bottom = _PLOT_TOP + _PLOT_HEIGHT
    content = [part for point in points for part in _point(point, most)]
    content.append(_line("axis", 0, 100, bottom, bottom))
    for limit, run in groupby(points, key=lambda point: point.limit):
        stretch = list(run)
        height = _height(limit, most)
        content.append(_line("mark", 100 * stretch[0].began, 100 * stretch[-1].ended, bottom - height, bottom - height))
    greatest, allowed, began, ended = words
    content += [
        _text(0, 12, greatest, "strong"),
        _text(100, 12, allowed, "limit", anchor="end"),
        _text(0, bottom + 16, began),
        _text(100, bottom + 16, ended, anchor="end"),
    ]
    svg = _svg(name, title, description, height=bottom + 22, content=content)
    return Chart(title, svg, header, rows)


def _svg(name: str, title: str, description: str, *, height: int, content: Iterable[Markup]) -> Markup:
    drawn = Markup(
        '<svg class="chart" role="img" aria-labelledby="{0}-t {0}-d" width="100%" height="{1}">'
        '<title id="{0}-t">{2}</title><desc id="{0}-d">{3}</desc>{4}</svg>'
    )
    return drawn.format(name, height, title, description, _NOTHING.join(content))


def _bar(y: int, bar: Bar, width: float) -> Markup:
    return (
        _text(0, y + 14, bar.label)
        + _rect("within", 0, y + 21, width, 16)
        + _text(width, y + 34, bar.shown, "strong", dx=8)
    )


def _lane(y: int, lane: Lane, stretches: Sequence[str], most: int) -> list[Markup]:
    parts = [_text(0, y + 14, lane.label), _rect("track", 0, y + 21, 100, 16)]
    width = 100 / len(lane.counts)
    for place, count in enumerate(lane.counts):
        if count:
            shade = f"c{-(-_SHADES * count // most)}"
            tip = Markup("<title>{}: {}</title>").format(stretches[place], count)
            parts.append(_rect(shade, place * width, y + 21, width, 16, content=tip))
    return parts


def _ticks(stretches: Sequence[str], *, y: int) -> list[Markup]:
    ticks = [_text(0, y, stretches[0])]
    if len(stretches) > 2:
        ticks.append(_text(50, y, stretches[len(stretches) // 2], anchor="middle"))
    if len(stretches) > 1:
        ticks.append(_text(100, y, stretches[-1], anchor="end"))
    return ticks


def _point(point: Point, most: float) -> list[Markup]:
    seen, allowed = _height(point.observed, most), _height(point.limit, most)
    bottom = _PLOT_TOP + _PLOT_HEIGHT
    x, width = 100 * point.began, 100 * (point.ended - point.began)
    tip = Markup("<title>{}</title>").format(point.tip)
    within = min(seen, allowed)
    return [
        _rect("within", x, bottom - within, width, within, content=tip),
        _rect(
            "over" if seen > allowed else "lack",
            x,
            bottom - max(seen, allowed),
            width,
            max(seen, allowed) - within,
            content=tip,
        ),
    ]


def _height(value: float, most: float) -> float:
    return _PLOT_HEIGHT * value / most


def _beside(x: float, y: int, text: str, style: str = "") -> Markup:
    """Words at a place, or to that side of it where there is more room."""
    anchor = "start" if x < _NEAR_AN_EDGE else "end" if x > 100 - _NEAR_AN_EDGE else "middle"
    return _text(x, y, text, style, anchor=anchor)


def _text(x: float, y: int, text: str, style: str = "", *, anchor: str = "start", dx: int = 0) -> Markup:
    drawn = Markup('<text class="{}" x="{:.2f}%" y="{}" dx="{}" text-anchor="{}">{}</text>')
    return drawn.format(style or "plain", x, y, dx, anchor, text)


def _rect(style: str, x: float, y: float, width: float, height: float, *, content: Markup = _NOTHING) -> Markup:
    drawn = Markup('<rect class="{}" x="{:.2f}%" y="{:.1f}" width="{:.2f}%" height="{:.1f}">{}</rect>')
    return drawn.format(style, x, y, width, height, content)


def _line(style: str, x1: float, x2: float, y1: float, y2: float) -> Markup:
    drawn = Markup('<line class="{}" x1="{:.2f}%" x2="{:.2f}%" y1="{:.1f}" y2="{:.1f}"/>')
    return drawn.format(style, x1, x2, y1, y2)
