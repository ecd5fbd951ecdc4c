"""Days from left to right: stretches on which something holds, and what happened on a day."""

from datetime import date, timedelta
from typing import Any

from tools.case_files import Case
from tools.drawings.shapes import LINE, SMALL, WIDTH, Canvas, apart, matching, width_of

_EDGE = 7.0
_LANE = 14.0


def named(case: Case, day: date) -> bool:
    """Whether the check names something of that day."""
    return any(each["first_day"] <= day <= each["last_day"] for each in case.violations)


def judged_days(case: Case) -> list[date]:
    """Days of what the check judged, as drawn."""
    tracks = [track for track in case.draw["tracks"] if track.get("judged")]
    return [row[track["at"]] for track in tracks for row in _rows(case, track)]


def draw(case: Case) -> Canvas:
    """The tracks of a case over its days."""
    canvas, y = Canvas(), LINE
    for track in case.draw["tracks"]:
        y = canvas.lines(track["label"], y) - LINE + 4
        middle = y + _LANE / 2
        if "from" not in track:
            canvas.line("axis", (0, middle), (WIDTH, middle))
        if track.get("found"):
            _found(canvas, case, y)
        elif "at" in track:
            y += _events(canvas, case, track, middle)
        else:
            _spans(canvas, case, track, y)
        y += _LANE + LINE + 4
    _axis(canvas, case, y - LINE + 2)
    canvas.height = y + 4
    return canvas


def _rows(case: Case, track: dict[str, Any]) -> list[dict[str, Any]]:
    return matching(case.tables.get(track["of"], []), track.get("where", {}))


def _x(case: Case, day: date) -> float:
    first, last = case.draw["since"], case.draw["until"]
    part: float = (day - first).days / (last - first).days
    return _EDGE + min(max(part, 0.0), 1.0) * (WIDTH - 2 * _EDGE)


def _events(canvas: Canvas, case: Case, track: dict[str, Any], middle: float) -> float:
    """Marks on a line; returns how much room their words took below it."""
    words, placed = track.get("text", ""), {}
    for row in _rows(case, track):
        x = _x(case, row[track["at"]])
        if track.get("judged"):
            canvas.mark(x, middle, named=named(case, row[track["at"]]))
        else:
            canvas.line("tick", (x, middle - 6), (x, middle + 6))
        if words:
            said = words.format(**row)
            half = width_of(said, SMALL) / 2
            centre = min(max(x, half), WIDTH - half)
            placed[said] = (said, centre - half, centre + half)
            canvas.text(said, centre, middle + 16, "small", "middle")
    apart(*placed.values())
    if not _rows(case, track):
        canvas.text("none", WIDTH, middle - 4, "small", "end")
    return 9.0 if words else 0.0


def _spans(canvas: Canvas, case: Case, track: dict[str, Any], y: float) -> None:
    for row in _rows(case, track):
        start, end = row[track["from"]], row.get(track.get("to", ""), None)
        left = 0.0 if start < case.draw["since"] else _x(case, start)
        right = WIDTH if end is None or end > case.draw["until"] else _x(case, end)
        canvas.shape("rect", "span", x=left, y=y + 1, width=max(right - left, 1), height=_LANE - 2)
        said = track.get("text", "").format(**row)
        if said and width_of(said, SMALL) < right - left:
            canvas.text(said, (left + right) / 2, y + _LANE - 4, "small", "middle")


def _found(canvas: Canvas, case: Case, y: float) -> None:
    """The days that the check itself names."""
    if not case.violations:
        canvas.text("none", WIDTH, y + _LANE / 2 - 4, "small", "end")
    for each in case.violations:
        left, right = _x(case, each["first_day"]), _x(case, each["last_day"] + timedelta(days=1))
        canvas.shape("rect", "named", x=left, y=y + 2, width=max(right - left, 2), height=_LANE - 4)


def _axis(canvas: Canvas, case: Case, y: float) -> None:
    first, last = case.draw["since"], case.draw["until"]
    canvas.line("axis", (0, y), (WIDTH, y))
    for day, anchor, x in ((first, "start", 0.0), (last, "end", WIDTH)):
        canvas.line("axis", (_x(case, day), y - 2), (_x(case, day), y + 2))
        canvas.text(f"{day.day} {day:%b %Y}", x, y + 11, "small", anchor)
