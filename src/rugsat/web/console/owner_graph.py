"""The owners of a party as a graph: each level holds those who own something of the level below it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from textwrap import shorten

from markupsafe import Markup

from rugsat.domain.licensing.facts import Holding
from rugsat.kernel.language import gettext as _
from rugsat.operations.report.wording import percent
from rugsat.store.queries.party_file import Owners

_WIDTH, _HEIGHT, _ACROSS, _DOWN = 190, 56, 24, 64
_LETTERS = 24
_MOST_IN_A_ROW = 5
_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class _Box:
    name: str
    words: str
    below: str
    style: str
    left: int
    top: int

    @property
    def middle(self) -> int:
        return self.left + _WIDTH // 2


def owner_graph(party: str, name: str, owners: Owners) -> Markup | None:
    """The graph; None where nobody is named as an owner, or the chain is too wide to be drawn and read."""
    levels = _levels(party, owners.holdings)
    if len(levels) < 2 or max(map(len, levels)) > _MOST_IN_A_ROW:
        return None
    widest = max(map(len, levels)) * (_WIDTH + _ACROSS) - _ACROSS
    boxes: dict[str, _Box] = {}
    for row, level in enumerate(reversed(levels)):
        left = (widest - (len(level) * (_WIDTH + _ACROSS) - _ACROSS)) // 2
        for place, each in enumerate(level):
            at = (left + place * (_WIDTH + _ACROSS), row * (_HEIGHT + _DOWN))
            boxes[each] = _box(each, party, name, owners, at)
    height = len(levels) * (_HEIGHT + _DOWN) - _DOWN
    edges = [_edge(each, boxes) for each in owners.holdings if each.owner in boxes and each.held in boxes]
    drawn = Markup(
        '<svg class="chart graph" role="img" aria-labelledby="owners-t owners-d" viewBox="-2 -2 {} {}" width="{}">'
        '<title id="owners-t">{}</title><desc id="owners-d">{}</desc>{}{}</svg>'
    )
    title, description = _("Owners"), _("Owners stand above what they own; the table below says the same.")
    shapes = _NOTHING.join(_shape(each) for each in boxes.values())
    return drawn.format(widest + 4, height + 4, widest + 4, title, description, _NOTHING.join(edges), shapes)


def _levels(party: str, holdings: tuple[Holding, ...]) -> list[list[str]]:
    """The party, then its owners, then theirs; each stands where it is met first, so that a loop ends."""
    levels, seen = [[party]], {party}
    while True:
        above = sorted({each.owner for each in holdings if each.held in levels[-1]} - seen)
        if not above:
            return levels
        levels.append(above)
        seen.update(above)


def _box(each: str, party: str, name: str, owners: Owners, at: tuple[int, int]) -> _Box:
    if each == party:
        return _Box(each, name, "", "party", *at)
    known: Mapping[str, object] = owners.persons.get(each, {})
    share = owners.share(each)
    below = _("{share} over all ways").format(share=percent_of(share)) if share is not None else _("share not known")
    natural = bool(known.get("natural"))
    return _Box(each, str(known.get("name", each)), below, "natural" if natural else "firm", *at)


def percent_of(share: Decimal | Fraction) -> str:
    """A share of one as per cent, an exact fraction rounded for the eye alone."""
    held = Fraction(share)
    return percent(Decimal(held.numerator) / Decimal(held.denominator))


def _shape(box: _Box) -> Markup:
    inner = "box--party-words" if box.style == "party" else "plain"
    words = Markup(
        '<g><title>{}</title><rect class="box box--{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>'
        '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>{}</g>'
    )
    lower = _NOTHING
    if box.below:
        lower = Markup('<text class="soft" x="{}" y="{}" text-anchor="middle">{}</text>').format(
            box.middle, box.top + 43, box.below
        )
    rounded = 26 if box.style == "natural" else 3
    down = box.top + (23 if box.below else 33)
    short = shorten(box.words, _LETTERS, placeholder="…")
    return words.format(
        box.words, box.style, box.left, box.top, _WIDTH, _HEIGHT, rounded, inner, box.middle, down, short, lower
    )


def _edge(holding: Holding, boxes: Mapping[str, _Box]) -> Markup:
    above, below = boxes[holding.owner], boxes[holding.held]
    down = above.top < below.top
    start, end = (above.top + _HEIGHT, below.top) if down else (above.top, below.top + _HEIGHT)
    share = percent_of(holding.share) + (" ●" if holding.controls else "")
    line = Markup(
        '<path class="edge" d="M{},{}L{},{}"/><text class="share" x="{}" y="{}" text-anchor="middle">{}</text>'
    )
    x, y = (above.middle + below.middle) // 2, (start + end) // 2 + 5
    return line.format(above.middle, start, below.middle, end, x, y, share)
