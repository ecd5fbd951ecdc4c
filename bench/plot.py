"""Plots for the pages of performance: lines and points in SVG, legible in print, in the dark and without colour."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 720, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 190, 40, 56
_DASHES = ("", "8 4", "2 4", "10 4 2 4", "14 6", "4 2")
_COLOURS = ("#0b6e99", "#b3541e", "#3d7a35", "#7a3d78", "#8a6d00", "#555")


@dataclass(frozen=True)
class Axis:
    """An axis with its title; `log` spaces by powers of ten, `ticks` are values with their texts."""

    title: str
    low: float
    high: float
    ticks: Mapping[float, str]
    log: bool = False

    def share(self, value: float) -> float:
        if self.log:
            return (math.log(value) - math.log(self.low)) / (math.log(self.high) - math.log(self.low))
        return (value - self.low) / (self.high - self.low)


Line = Sequence[tuple[float, float]]


def plot(title: str, said: str, x: Axis, y: Axis, lines: Mapping[str, Line], *, points: bool = False) -> str:
    """An SVG of lines by name; `said` is the same in words, for those who do not see it."""
    parts = [_frame(x, y)]
    placed: list[float] = []
    for number, (name, line) in enumerate(lines.items()):
        colour, dash = _COLOURS[number % len(_COLOURS)], _DASHES[number % len(_DASHES)]
        path = " ".join(f"{'L' if at else 'M'}{_at(x, y, point)}" for at, point in enumerate(line))
        parts.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>')
        if points:
            parts += [f'<circle r="4" fill="{colour}" cx="{_x(x, at):.1f}" cy="{_y(y, up):.1f}"/>' for at, up in line]
        parts.append(_name(name, colour, _free(_y(y, line[-1][1]), placed)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="13" fill="currentColor"><title>{escape(title)}</title>'
        f'<desc>{escape(said)}</desc><text x="{_LEFT}" y="22" font-size="15" font-weight="bold">{escape(title)}</text>'
        f"{''.join(parts)}</svg>\n"
    )


def _frame(x: Axis, y: Axis) -> str:
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    parts = [f'<path d="M{_LEFT},{_TOP} V{bottom} H{right}" fill="none" stroke="currentColor"/>']
    for value, text in x.ticks.items():
        parts.append(f'<text x="{_x(x, value):.1f}" y="{bottom + 18}" text-anchor="middle">{escape(text)}</text>')
    for value, text in y.ticks.items():
        at = _y(y, value)
        parts.append(f'<path d="M{_LEFT},{at:.1f} H{right}" stroke="currentColor" stroke-opacity="0.2"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{escape(text)}</text>')
    parts.append(f'<text x="{(_LEFT + right) / 2}" y="{bottom + 42}" text-anchor="middle">{escape(x.title)}</text>')
    middle = (_TOP + bottom) / 2
    parts.append(f'<text transform="translate(16,{middle}) rotate(-90)" text-anchor="middle">{escape(y.title)}</text>')
    return "".join(parts)


def _name(name: str, colour: str, at: float) -> str:
    left = _WIDTH - _RIGHT + 8
    return f'<text x="{left}" y="{at:.1f}" stroke="none" fill="{colour}">{escape(name)}</text>'


def _free(wanted: float, placed: list[float]) -> float:
    """A height for a name that no other name has."""
    at = wanted + 4
    while any(abs(at - other) < 16 for other in placed):
        at += 16
    placed.append(at)
    return at


def _at(x: Axis, y: Axis, point: tuple[float, float]) -> str:
    return f"{_x(x, point[0]):.1f},{_y(y, point[1]):.1f}"


def _x(axis: Axis, value: float) -> float:
    return _LEFT + axis.share(value) * (_WIDTH - _RIGHT - _LEFT)


def _y(axis: Axis, value: float) -> float:
    return _HEIGHT - _BOTTOM - axis.share(value) * (_HEIGHT - _BOTTOM - _TOP)
