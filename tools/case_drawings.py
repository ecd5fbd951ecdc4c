"""Drawings of a true case and of a look-alike side by side, from their rows and from what the check gave."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from xml.sax.saxutils import escape

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import all_checks
from tools.case_files import LOOK_ALIKE, TRUE_CASE, Case, cases_of, has_case
from tools.drawings import bars, curve, pairs, timeline
from tools.drawings.shapes import LINE, WIDTH, Canvas, amount

_KINDS: Mapping[str, Callable[[Case], Canvas]] = MappingProxyType(
    {"bars": bars.draw, "timeline": timeline.draw, "pairs": pairs.draw, "curve": curve.draw}
)
_TITLES = {TRUE_CASE: "A true case", LOOK_ALIKE: "A look-alike"}
_MARGIN, _HALF, _ALL, _SHOWN = 8, 180, 360, 600
_STYLE = """
svg{color:#1d2125;--paper:#fff;--mark:#b3261e;font:10.5px system-ui,sans-serif}
@media screen and (prefers-color-scheme:dark){svg{color:#e3e5e8;--paper:#16191d;--mark:#ff8a7a}}
text{fill:currentColor}.bold{font-weight:700}.small{font-size:9px}.paper{fill:var(--paper)}
line,polyline,.span,.fine,.frame{stroke:currentColor;fill:none}.axis{opacity:.45;stroke-width:.8}
.tick,.link,.fine{stroke-width:1.6}.fine{fill:var(--paper)}.limit{stroke-width:1.8;stroke-dasharray:3 2}
.loose{stroke:var(--mark);stroke-width:1.6;stroke-dasharray:3 2}
.bar{fill:currentColor;fill-opacity:.22;stroke:currentColor;stroke-width:.8}
.span{fill:currentColor;fill-opacity:.13;stroke-width:.8}.curve{fill:currentColor;fill-opacity:.13;stroke-width:1.2}
.named{fill:var(--mark);stroke:currentColor;stroke-width:1}.alone{fill:none;stroke:var(--mark);stroke-width:2.2}
.frame{opacity:.3}
""".replace("\n", "")


def drawn_checks() -> list[Check]:
    """Checks with a case file."""
    return [check for check in all_checks() if has_case(check.name)]


def drawings() -> dict[str, str]:
    """The picture of each check that has a case file, as SVG."""
    return {check.name: drawing(check) for check in drawn_checks()}


def drawing(check: Check) -> str:
    """Both cases of a check side by side."""
    cases = cases_of(check.name)
    inner = {kind: _KINDS[case.draw["kind"]](case) for kind, case in cases.items()}
    below = max(each.height for each in inner.values())
    halves = [_half(_TITLES[kind], case, inner[kind], below) for kind, case in cases.items()]
    height = max(half.height for half in halves) + 2 * _MARGIN
    placed = "\n".join(
        f'<g transform="translate({number * _HALF + _MARGIN + 3} {_MARGIN})">\n' + "\n".join(half.parts) + "\n</g>"
        for number, half in enumerate(halves)
    )
    frame = f'x="0.5" y="0.5" width="{_ALL - 1}" height="{height - 1:.1f}"'
    size = f'viewBox="0 0 {_ALL} {height:.1f}" width="{_SHOWN}" height="{_SHOWN * height / _ALL:.0f}"'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">
<title id="title">{escape(_title(check))}</title>
<desc id="desc">{escape(description(check))}</desc>
<style>{_STYLE}</style>
<rect class="paper" {frame}/><rect class="frame" {frame} rx="4"/>
<line class="axis" x1="{_HALF}" y1="{_MARGIN}" x2="{_HALF}" y2="{height - _MARGIN:.1f}"/>
{placed}
</svg>
"""


def description(check: Check) -> str:
    """What the picture shows, for those who do not see it."""
    cases = cases_of(check.name)
    return " ".join(f"{_TITLES[kind]}: {case.happened} {_verdict(case)}." for kind, case in cases.items())


def section(check: Check) -> str:
    """The part of a check's page that shows its cases."""
    cases = cases_of(check.name)
    alt = description(check).replace("[", "(").replace("]", ")")
    told = [f"**{_TITLES[kind]}.** {case.happened} {_consequence(case)}" for kind, case in cases.items()]
    law = "; ".join(dict.fromkeys(_law(each) for case in cases.values() for each in case.law))
    drawn = f"Law as drawn, which is that of no country: {law}. The rows are in `docs/cases/{check.name}.yaml`."
    return "\n\n".join([f"![{alt}]({check.name}.svg)", *told, drawn])


def _title(check: Check) -> str:
    return f"{check.name}: a true case and a look-alike"


def _half(title: str, case: Case, inner: Canvas, below: float) -> Canvas:
    canvas = Canvas()
    canvas.mark(6, 9, named=bool(case.violations))
    canvas.text(title, 17, 13, "bold")
    top = 22.0
    canvas.parts += [f'<g transform="translate(0 {top:g})">', *inner.parts, "</g>"]
    end = canvas.lines(_unbroken(_verdict(case)), top + below + LINE, "bold", WIDTH - 4)
    canvas.height = end - LINE + 4
    return canvas


def _verdict(case: Case) -> str:
    return f"Named: {_measured(case)}" if case.violations else "Not named"


def _measured(case: Case) -> str:
    (found,) = case.violations
    scale, unit = Decimal(case.draw.get("scale", 1)), case.draw["unit"]
    limit = f" (limit {amount(found['limit'] / scale)})" if found["limit"] else ""
    return f"{amount(found['observed'] / scale, unit)}{limit}"


def _unbroken(verdict: str) -> str:
    """The limit stays on one line."""
    return verdict.replace("(limit ", "(limit\u00a0")


def _consequence(case: Case) -> str:
    if not case.violations:
        return "The check names nobody."
    return f"The check names `{case.violations[0]['subject']}`: {_measured(case)}."


def _law(stated: Mapping[str, object]) -> str:
    place = "".join(f", {key} {stated[key]}" for key in ("class", "zone") if key in stated)
    since = f", since {stated['since']}" if "since" in stated else ""
    value = stated.get("item", stated.get("value"))
    said = {"switch": "in force", "text": value}.get(str(stated["unit"]), f"{value} {stated['unit']}")
    return f"`{stated['parameter']}` {said}{place}{since}"
