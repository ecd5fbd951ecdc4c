"""What should have its counterpart, one to one: lines join them, and one without hangs."""

from datetime import date
from typing import Any

from tools.case_files import Case
from tools.drawings.shapes import LINE, WIDTH, Canvas, apart, matching, width_of

_BOX, _HIGH, _STEP = 66.0, 26.0, 33.0


def sides(case: Case) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Both sides of a case, as drawn."""
    left, right = (_side(case, case.draw[name]) for name in ("left", "right"))
    return left, right


def links(case: Case) -> list[tuple[str, str]]:
    """Which of the left belongs to which of the right: as stated, or where their names are equal."""
    if "links" in case.draw:
        return [(str(one), str(other)) for one, other in case.draw["links"]]
    left, right = sides(case)
    known = {each["name"] for each in right}
    return [(each["name"], each["name"]) for each in left if each["name"] in known]


def hanging(case: Case) -> list[str]:
    """Those of the left that have no counterpart."""
    joined = {one for one, _ in links(case)}
    return [each["name"] for each in sides(case)[0] if each["name"] not in joined]


def draw(case: Case) -> Canvas:
    """Both sides of a case with the lines between them."""
    canvas, (left, right) = Canvas(), sides(case)
    titles = [case.draw[side]["title"] for side in ("left", "right")]
    apart((titles[0], 0, width_of(titles[0])), (titles[1], WIDTH - width_of(titles[1]), WIDTH))
    for side, x, anchor in (("left", 0.0, "start"), ("right", WIDTH, "end")):
        canvas.text(case.draw[side]["title"], x, LINE, "", anchor)
    top = LINE + 8
    places = _places(case)
    alone = hanging(case)
    for one, other in links(case):
        start, end = (top + place * _STEP + _HIGH / 2 for place in (places[0][one], places[1][other]))
        canvas.line("link", (_BOX, start), (WIDTH - _BOX, end))
    for each in left:
        _box(canvas, each, 0.0, top + places[0][each["name"]] * _STEP, named=each["name"] in alone)
    for each in right:
        _box(canvas, each, WIDTH - _BOX, top + places[1][each["name"]] * _STEP, named=False)
    for name in alone:
        middle = top + places[0][name] * _STEP + _HIGH / 2
        canvas.line("loose", (_BOX, middle), (_BOX + 14, middle))
        canvas.mark(_BOX + 20, middle, named=True)
    canvas.height = top + _STEP * (1 + max(*places[0].values(), *places[1].values()))
    return canvas


def _places(case: Case) -> tuple[dict[str, int], dict[str, int]]:
    """The line of each on its side: those of the right beside what they belong to, the others where there is room."""
    left, right = sides(case)
    rows = {each["name"]: number for number, each in enumerate(left)}
    beside = {other: rows[one] for one, other in links(case)}
    free = iter(sorted(set(range(len(left) + len(right))) - set(beside.values())))
    return rows, {each["name"]: beside[each["name"]] if each["name"] in beside else next(free) for each in right}


def _side(case: Case, side: dict[str, Any]) -> list[dict[str, Any]]:
    if "names" in side:
        return [{"name": str(name), "lines": [str(name)]} for name in side["names"]]
    rows = matching(case.tables.get(side["of"], []), side.get("where", {}))
    return [{"name": str(row[side["name"]]), "lines": [_said(words, row) for words in side["lines"]]} for row in rows]


def _said(words: str, row: dict[str, Any]) -> str:
    days = {key: f"{value.day} {value:%b}" for key, value in row.items() if isinstance(value, date)}
    return words.format(**{**row, **days})


def _box(canvas: Canvas, each: dict[str, Any], x: float, y: float, *, named: bool) -> None:
    canvas.shape("rect", "alone" if named else "span", x=x, y=y, width=_BOX, height=_HIGH, rx=3)
    lines = each["lines"]
    base = y + _HIGH / 2 + 3 - (len(lines) - 1) * 5
    for number, line in enumerate(lines):
        canvas.text(line, x + _BOX / 2, base + number * 10, "small", "middle")
