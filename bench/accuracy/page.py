"""The page that tells how right the checks are: a line for each check, what was missed, who was wrongly accused."""

from collections.abc import Iterable, Iterator
from typing import Any

from bench.accuracy import coins
from bench.accuracy.sizes import reasons
from rugsat.simulation.score import CheckScore, Rate, Score
from rugsat.simulation.wilson import interval

PRECISION_BAR, RECALL_BAR, FEWEST = 0.97, 0.95, 60
_NOTHING, _NOBODY = "Nothing.", "Nobody."
_HEADINGS = (
    *("check", "blatant", "plain", "subtle", "blatant and plain, lower bound", "precision (95 %)"),
    "look-alikes left alone",
)


def bars(card: Score, results: dict[str, Any]) -> dict[str, bool]:
    """What the measurement must show, and whether it does."""
    known = card.checks
    sure = [_sure(each) for each in known]
    return {
        f"at least {FEWEST} offences and {FEWEST} look-alikes of every check": all(
            each.found.of >= FEWEST and each.left_alone.of >= FEWEST for each in known
        ),
        f"precision of every check: lower bound at least {PRECISION_BAR}": all(
            interval(each.precision.hits, each.precision.of)[0] >= PRECISION_BAR for each in known
        ),
        "every blatant and every plain offence found": all(rate.hits == rate.of for rate in sure),
        f"recall of blatant and plain offences of every check: lower bound at least {RECALL_BAR}": all(
            interval(rate.hits, rate.of)[0] >= RECALL_BAR for rate in sure
        ),
        "no check slept": not results["asleep"],
    }


def report(results: dict[str, Any], card: Score) -> str:
    """The page in Markdown."""
    seeds = results["seeds"]
    parts = [
        "# How right the checks are",
        f"Measured on {results['on']} by `python -m bench.accuracy.run`: {len(seeds)} simulated countries (seeds "
        f"{seeds[0]} to {seeds[-1]}, scale {results['scale']:g}, {results['days']} days), each filed, supervised and "
        "scored against its answers. A simulated country is a model and no more: see "
        "[the country is simulated as it is filed](../design/the-country-is-simulated-as-it-is-filed.md).",
        _table(_HEADINGS, (_line(each) for each in card.checks)),
        "\n".join(f"- {'met' if met else 'NOT MET'}: {bar}" for bar, met in bars(card, results).items()),
        "## What was missed",
        "\n".join(_missed(card)) or _NOTHING,
        "## Who was wrongly accused",
        "\n".join(_accused(card)) or _NOBODY,
        "## Subtle offences, by size",
        "Kinds of which at least one was missed, in steps of size, the smallest first.",
        _table(("check", "offence", "size", "found"), map(_size, results["sizes"])),
        "![Subtle offences found, by size](accuracy-sizes.svg)",
        "Why those escaped that did:",
        "\n".join(reasons(results["sizes"])),
        *_coins(results),
        "Planted and owned by no check yet: " + ", ".join(f"{n} {name}" for name, n in card.not_covered.items()) + ".",
        "Machine: " + ", ".join(f"{name} {value}" for name, value in results["machine"].items()) + ".",
    ]
    return "\n\n".join(parts) + "\n"


def _sure(each: CheckScore) -> Rate:
    """Recall of what must be found."""
    return sum((rate for name, rate in each.recall.items() if name != "subtle"), Rate(0, 0))


def _line(each: CheckScore) -> tuple[str, ...]:
    low, high = interval(each.precision.hits, each.precision.of)
    recall = [each.recall.get(name) for name in ("blatant", "plain", "subtle")]
    sure = _sure(each)
    return (
        f"`{each.check}`",
        *(f"{rate.hits}/{rate.of}" if rate else "" for rate in recall),
        f"{interval(sure.hits, sure.of)[0]:.3f}",
        f"{each.precision.hits}/{each.precision.of} ({low:.3f} to {high:.3f})",
        f"{each.left_alone.hits}/{each.left_alone.of}",
    )


def _missed(card: Score) -> Iterator[str]:
    for each in card.checks:
        for row in each.missed:
            size = f"{row['size'].rstrip('0').rstrip('.')} {row['unit']}"
            yield f"- `{each.check}`, {row['difficulty']} ({size}): {row['story']}"


def _accused(card: Score) -> Iterator[str]:
    for each in card.checks:
        for row in each.accused:
            alike = f": {row['look_alike']}, {row['story']}" if row["look_alike"] else ""
            said = f"{row['observed']} against {row['limit']} {row['unit']}"
            yield f"- `{each.check}` {row['subject']}, {said}{alike}"


def _size(row: dict[str, Any]) -> tuple[str, ...]:
    span = f"{row['from']:g} to {row['to']:g} {row['unit']}"
    return f"`{row['check']}`", row["offence"], span, f"{row['found']}/{row['of']}"


def _coins(results: dict[str, Any]) -> Iterator[str]:
    yield "## What can be known of withheld coins"
    yield (
        f"The share of a month's coins that is found with {coins.POWER:.0%} power, at one false alarm in "
        f"{1 / coins.ALARM:,.0f} honest site-months and an efficiency known to {coins.EFFICIENCY_SD:.0%}; computed, "
        "not drawn. Over months luck evens out, wear does not."
    )
    months = [str(number) for number in coins.MONTHS]
    rows = ((str(row["scheme"]), *(_share(row[number]) for number in months)) for row in results["coins"])
    yield _table(("payout", *(f"months together: {number}" for number in months)), rows)
    yield "![How likely one month of withheld coins is found](accuracy-coins.svg)"


def _share(value: float) -> str:
    return "not even all of them" if value >= 1 else f"{value:.1%}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
