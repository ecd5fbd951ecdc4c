"""Quantities against a limit: bars from the left, the limit a broken line across them."""

from decimal import Decimal
from typing import Any

from tools.case_files import Case
from tools.drawings.shapes import LINE, WIDTH, Canvas, amount, apart, matching, width_of

_BAR, _STEP = 11.0, 33.0


def quantity(case: Case, bar: dict[str, Any]) -> Decimal:
    """What a bar shows: rows counted, or a column of them added; of a part, in percent of the whole."""
    rows = matching(case.tables[bar["of"]], bar.get("where", {}))
    column = bar.get("column")
    added = sum((Decimal(str(row[column])) for row in rows), Decimal(0)) if column else Decimal(len(rows))
    if "percent_of" in bar:
        return added * 100 / quantity(case, bar["percent_of"])
    return added / Decimal(case.draw.get("scale", 1))


def named(case: Case, bar: dict[str, Any]) -> bool:
    """Whether a bar is what the check observed."""
    scale = Decimal(case.draw.get("scale", 1))
    return any(quantity(case, bar) == each["observed"] / scale for each in case.violations)


def draw(case: Case) -> Canvas:
    """The bars of a case."""
    canvas, unit, limit = Canvas(), case.draw["unit"], case.draw["limit"]
    bars, allowed = case.draw["bars"], Decimal(str(limit["value"]))
    line = allowed * (1 + Decimal(str(limit.get("tolerance_percent", 0))) / 100)
    longest = max([line, *(quantity(case, bar) for bar in bars)])
    scale = (WIDTH - 2) / float(longest)
    y = LINE
    for bar in bars:
        value, is_named = quantity(case, bar), named(case, bar)
        label, said = bar["label"], amount(value, unit)
        apart((label, 0, width_of(label)), (said, WIDTH - width_of(said), WIDTH))
        canvas.text(label, 0, y)
        canvas.text(said, WIDTH, y, "bold" if is_named else "", "end")
        length = max(float(value) * scale, 0.8)
        canvas.shape("rect", "named" if is_named else "bar", x=0, y=y + 4, width=length, height=_BAR)
        y += _STEP
    bottom = y - _STEP + 4 + _BAR + 5
    for number in range(len(bars)):
        top = LINE + number * _STEP + 3
        canvas.line("limit", (float(line) * scale, top), (float(line) * scale, top + _BAR + 3))
    _label(canvas, f"{limit['label']} {amount(line, unit)}", float(line) * scale, bottom)
    canvas.height = bottom + LINE + 2
    return canvas


def _label(canvas: Canvas, words: str, x: float, y: float) -> None:
    """The limit's name under its line, moved inside where it would stand out."""
    half = width_of(words) / 2
    centre = min(max(x, half), WIDTH - half)
    canvas.line("limit", (x, y - 3), (x, y + 1))
    canvas.text(words, centre, y + LINE - 1, "", "middle")
