"""The score card as people read it."""

from rich.console import Console
from rich.table import Table

from rugsat.simulation.score import DIFFICULTIES, CheckScore, Rate, Score
from rugsat.simulation.wilson import interval

_SHOWN = 12


def print_score(card: Score, console: Console) -> None:
    """Print a line for each check, then what was missed and who was wrongly accused, by name."""
    table = Table(title="Findings held against the answers (95 % intervals of Wilson)", title_justify="left")
    for heading in ("check", *DIFFICULTIES, "recall", "precision", "left alone"):
        is_check = heading == "check"
        table.add_column(heading, justify="left" if is_check else "right", no_wrap=is_check)
    for each in card.checks:
        by_difficulty = (_counts(each.recall.get(name)) for name in DIFFICULTIES)
        table.add_row(each.check, *by_difficulty, _rate(each.found), _rate(each.precision), _counts(each.left_alone))
    console.print(table)
    for each in card.checks:
        _print_missed(each, console)
        _print_accused(each, console)
    if card.not_covered:
        console.print(
            "\nPlanted, and owned by no check yet:", ", ".join(f"{n} {name}" for name, n in card.not_covered.items())
        )


def _print_missed(each: CheckScore, console: Console) -> None:
    if each.missed:
        console.print(f"\n{each.check}: {len(each.missed)} missed")
    for row in each.missed[:_SHOWN]:
        size = f"{row['difficulty']}, {row['size'].rstrip('0').rstrip('.')} {row['unit']}"
        console.print(
            f"  {row['subject']}, {row['first_day']} to {row['last_day']} ({size}): {row['story']}", markup=False
        )
    _print_rest(len(each.missed), console)


def _print_accused(each: CheckScore, console: Console) -> None:
    if each.accused:
        console.print(f"\n{each.check}: {len(each.accused)} false accusations")
    for row in each.accused[:_SHOWN]:
        alike = f"; it is innocent: {row['look_alike']}, {row['story']}" if row["look_alike"] else ""
        said = f"{row['observed']} against {row['limit']} {row['unit']}"
        console.print(f"  {row['subject']}, {row['first_day']} to {row['last_day']}: {said}{alike}", markup=False)
    _print_rest(len(each.accused), console)


def _print_rest(number: int, console: Console) -> None:
    if number > _SHOWN:
        console.print(f"  and {number - _SHOWN} more (--json names all)")


def _counts(rate: Rate | None) -> str:
    return f"{rate.hits}/{rate.of}" if rate and rate.of else "-"


def _rate(rate: Rate) -> str:
    if not rate.of:
        return "-"
    low, high = interval(rate.hits, rate.of)
    return f"{rate.hits / rate.of:.3f} ({low:.3f}–{high:.3f})"
