"""Few shapes and words of SVG, the same in every drawing."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from textwrap import wrap
from typing import Any
from xml.sax.saxutils import escape

WIDTH = 158.0
"""What a half of the picture has for a drawing, margins taken off."""
LINE = 12.5
SMALL, PLAIN = 9.0, 10.5
_LETTER = 0.58
"""Width of a letter in parts of the size of the type, in wide typefaces."""


@dataclass(slots=True)
class Canvas:
    """Shapes of one half, top to bottom; `height` is how far down they reach."""

    parts: list[str] = field(default_factory=list)
    height: float = 0.0

    def shape(self, name: str, css: str = "", **attributes: float | str) -> None:
        """Add a shape."""
        written = "".join(f' {key.replace("_", "-")}="{_number(value)}"' for key, value in attributes.items())
        self.parts.append(f"<{name}{_class(css)}{written}/>")

    def line(self, css: str, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Add a straight line."""
        self.shape("line", css, x1=start[0], y1=start[1], x2=end[0], y2=end[1])

    def text(self, words: str, x: float, y: float, css: str = "", anchor: str = "start") -> None:
        """Add a line of words at its base line."""
        placed = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.parts.append(f'<text{_class(css)} x="{_number(x)}" y="{_number(y)}"{placed}>{escape(words)}</text>')

    def lines(self, words: str, y: float, css: str = "", width: float = WIDTH) -> float:
        """Add words in as many lines as they need; returns the base line after the last."""
        for line in wrap(words, int(width / (PLAIN * _LETTER))):
            self.text(line, 0, y, css)
            y += LINE
        return y

    def mark(self, x: float, y: float, *, named: bool) -> None:
        """A full diamond for what the check names, an open circle for what is in order."""
        if named:
            self.shape("path", "named", d=f"M{_number(x)} {_number(y - 6)}l6 6l-6 6l-6 -6z")
        else:
            self.shape("circle", "fine", cx=x, cy=y, r=4.2)


class CrowdedError(ValueError):
    """Words of a drawing that would stand on each other."""


def apart(*words: tuple[str, float, float]) -> None:
    """CrowdedError where words of one line, each from one x to another, leave no gap."""
    ordered = sorted(words, key=lambda each: each[1])
    for (one, _, end), (other, start, _) in pairwise(ordered):
        if one != other and end + 1 > start:
            message = f"'{one}' and '{other}' stand on each other: shorten them or take days farther apart"
            raise CrowdedError(message)


def width_of(words: str, size: float = PLAIN) -> float:
    """About how wide words are."""
    return len(words) * size * _LETTER


def amount(value: Decimal, unit: str = "") -> str:
    """A quantity as people read it, with its unit; never rounded."""
    said = f"{value:,f}"
    said = said.rstrip("0").rstrip(".") if "." in said else said
    return f"{said} {unit}" if unit else said


def matching(rows: list[dict[str, Any]], where: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of which each column has the value, or one of the values, that is asked for."""
    return [
        row
        for row in rows
        if all(row.get(key) in (wanted if isinstance(wanted, list) else [wanted]) for key, wanted in where.items())
    ]


def _class(css: str) -> str:
    return f' class="{css}"' if css else ""


def _number(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
