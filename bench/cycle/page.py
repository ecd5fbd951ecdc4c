"""The page of the national day: what was measured, in seconds and in multiples, and what it grew like."""

import math
from collections.abc import Iterable, Iterator
from typing import Any

from bench.cycle.country import DAY, FIRST
from bench.plot import Axis, plot

MOST_TIMES_SQL, MOST_PEAK = 1.5, 8 << 30
_ENGINES = {"polars": "on Polars", "spark": "through Spark Connect (Sail)"}


def bars(results: dict[str, Any]) -> dict[str, bool]:
    """What the measurement must show, and whether it does."""
    whole = largest(results)
    same = [each["compared"] for each in results["scales"]]
    months = [each["month"]["same"] for each in results["scales"] if "month" in each]
    return {
        f"the whole cycle takes at most {MOST_TIMES_SQL} times the hand-written SQL": whole["ours"]["seconds"]
        <= MOST_TIMES_SQL * whole["hand"]["seconds"],
        "every violation is that of the SQL, to the last digit": all(_same(each) for each in same),
        "peak memory under 8 GB": all(each["ours"]["peak_bytes"] < MOST_PEAK for each in results["scales"]),
        "a month on several Sail workers gives the same findings": all(months),
    }


def largest(results: dict[str, Any]) -> dict[str, Any]:
    """The country of the largest scale."""
    return max(results["scales"], key=lambda each: float(each["scale"]))


def exponent(results: dict[str, Any]) -> float | None:
    """The power of the number of rows by which the seconds grow, fitted to all scales."""
    points = [(math.log(_rows(each)), math.log(each["ours"]["seconds"])) for each in results["scales"]]
    if len(points) < 2:
        return None
    middle = [sum(values) / len(points) for values in zip(*points, strict=True)]
    over = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
    return over / sum((x - middle[0]) ** 2 for x, _ in points)


def report(results: dict[str, Any]) -> str:
    """The page in Markdown."""
    whole, power = largest(results), exponent(results)
    readings, events = _readings_and_events(whole)
    parts = [
        "# The national day",
        f"Measured on {results['on']} by `python -m bench.cycle.run`: a simulated country, filed as its firms would "
        f"file it, and every check asked of {DAY} with the month from {FIRST}. At scale {whole['scale']:g} the day has "
        f"{readings:,} meter readings and {events:,} events of orders among {_rows(whole):,} rows. What "
        "earlier nights keep of the earlier days (day books for us, tables for the SQL) lies ready for both. Runs in "
        f"turn, each in its own process; best of {results['times']}.",
        _table(("what", "seconds", "× SQL", "processor seconds", "peak GB", "note"), _lines(whole)),
        "\n".join(f"- {'met' if met else 'NOT MET'}: {bar}" for bar, met in bars(results).items()),
        "## In figures",
        "\n".join(_figures(whole)),
        "## Check by check",
        _table(("check", "ours, s", "SQL, s", "violations", "different"), _checks(whole)),
        "The SQL counts what is kept of the day (" + _state(whole) + ") and views that several checks use "
        f"({whole['hand']['checks']['shared']:.1f} s) apart; ours has it in the check that asks for it first. "
        "Violations are compared by subject, moments, days, observed, limit, unit, class and zone.",
        *_peers(results),
        *_growth(results, power),
        *_month(results),
        *_busy(results),
        *results.get("remarks", []),
        "Machine: " + ", ".join(f"{name} {value}" for name, value in results["machine"].items()) + ".",
    ]
    return "\n\n".join(parts) + "\n"


def growth_plot(results: dict[str, Any]) -> str:
    """Seconds over rows at each scale, both axes by powers of ten."""
    scales = sorted(results["scales"], key=_rows)
    lines = {
        name: [(_rows(each), each[what]["seconds"]) for each in scales]
        for name, what in (("all checks", "ours"), ("hand-written SQL", "hand"), ("sums alone", "sums"))
    }
    seconds = [second for line in lines.values() for _, second in line]
    rows = [row for row, _ in lines["all checks"]]
    said = "; ".join(f"{each['scale']:g}: {each['ours']['seconds']:.1f} s" for each in scales)
    x = Axis("rows of the day", min(rows) * 0.8, max(rows) * 1.2, _powers(min(rows), max(rows)), log=True)
    y = Axis("seconds", min(seconds) * 0.7, max(seconds) * 1.4, _powers(min(seconds), max(seconds)), log=True)
    return plot(
        "The national day at several sizes", f"Seconds of all checks by scale: {said}", x, y, lines, points=True
    )


def _powers(low: float, high: float) -> dict[float, str]:
    first, last = math.floor(math.log10(low * 0.8)), math.ceil(math.log10(high * 1.2))
    inside = [10.0**n for n in range(first, last + 1) if low * 0.7 <= 10.0**n <= high * 1.4]
    return {value: f"{value:,.0f}" if value >= 1 else f"{value:g}" for value in inside}


def _lines(whole: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    by_hand = whole["hand"]["seconds"]
    yield _line(
        "hand-written DuckDB SQL", whole["hand"], by_hand, "and the same weighing in Python where a check weighs"
    )
    yield _line("**Rugsat on DuckDB**", whole["ours"], by_hand, f"{whole['ours']['findings']:,} findings")
    yield _line("one sum for each meter and client", whole["sums"], by_hand, "nothing else")
    if "pandas" in whole:
        parts = whole["pandas"]["parts"].values()
        rows = ", ".join(f"{each['sampled_rows']:,}" for each in parts)
        yield _line("pandas, daily sums only", whole["pandas"], by_hand, f"extrapolated from {rows} rows")


def _figures(whole: dict[str, Any]) -> list[str]:
    filed, sums, seconds = whole["filed"], whole["sums"]["seconds"], whole["ours"]["seconds"]
    readings, events = _readings_and_events(whole)
    night, intake = filed["day"]["seconds"] + seconds, filed["day"]["seconds"] + filed["later"]["seconds"]
    return [
        f"- The whole cycle: {seconds:.1f} s, {seconds / sums:.1f} times one sum for each meter and one for each "
        f"client ({sums:.1f} s).",
        f"- {seconds / readings * 1e9:.0f} ns for each reading, or {seconds / (readings + events) * 1e9:.0f} ns for "
        "each reading and event.",
        "- Intake of what came in by the day after, each file with its receipt: "
        f"{filed['day']['files']:,} files, {filed['day']['rows']:,} rows, {filed['day']['seconds']:.0f} s. The whole "
        f"night, intake and cycle: {night / 60:.1f} minutes.",
        f"- What came in later: {filed['later']['files']:,} files in {filed['later']['seconds'] / 60:.1f} minutes. All "
        f"of the day's filings together: {filed['rows']:,} rows in {intake / 60:.1f} minutes, "
        f"{filed['rows'] / intake:,.0f} rows a second.",
        f"- Writing the country, a day with all its filings: {whole['simulated_seconds']:.0f} s.",
    ]


def _readings_and_events(whole: dict[str, Any]) -> tuple[int, int]:
    rows = whole["filed"]["rows_by_return"]
    return rows.get("meter_readings", 0), rows.get("orders_and_trades", 0)


def _peers(results: dict[str, Any]) -> list[str]:
    found = [each for each in results["scales"] if "polars" in each]
    if not found:
        return []
    country = found[-1]
    by_hand = country["hand"]["seconds"]
    lines = [_line("on DuckDB", country["ours"], by_hand, "")]
    for name, title in _ENGINES.items():
        note = "same violations" if _same(country[name]["compared"]) else "OTHER violations"
        lines.append(_line(title, country[name], by_hand, note))
    return [
        f"## Other engines, at scale {country['scale']:g}",
        _table(("what", "seconds", "× SQL", "processor seconds", "peak GB", "note"), lines),
    ]


def _busy(results: dict[str, Any]) -> list[str]:
    load = float(results["machine"]["load at the start"])
    if load <= 1:
        return []
    return [f"Other work ran on the machine meanwhile (load {load:g}): processor seconds say more than seconds."]


def _line(title: str, run: dict[str, Any], by_hand: float, note: str) -> tuple[str, ...]:
    figures = (f"{run['seconds']:.1f}", f"{run['seconds'] / by_hand:.2f}", f"{run['cpu_seconds']:.1f}")
    return title, *figures, f"{run['peak_bytes'] / 1e9:.2f}", note


def _checks(whole: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    compared = whole["compared"]["checks"]
    for name, seconds in sorted(whole["ours"]["checks"].items()):
        found = compared.get(name, {"violations": 0, "different": 0})
        asleep = whole["ours"]["asleep"].get(name)
        ours = f"asleep: {'; '.join(asleep)}" if asleep else f"{seconds:.2f}"
        yield (
            name,
            ours,
            f"{whole['hand']['checks'].get(name, 0):.2f}",
            f"{found['violations']:,}",
            str(found["different"]),
        )


def _state(whole: dict[str, Any]) -> str:
    kept = {name: s for name, s in whole["hand"]["checks"].items() if name.startswith("state ")}
    return ", ".join(f"{name.removeprefix('state ')} {s:.1f} s" for name, s in sorted(kept.items()))


def _growth(results: dict[str, Any], power: float | None) -> list[str]:
    if power is None:
        return []
    rows = [
        (f"{each['scale']:g}", f"{_rows(each):,}", f"{each['sums']['seconds']:.1f}", f"{each['hand']['seconds']:.1f}",
         f"{each['ours']['seconds']:.1f}", f"{each['ours']['peak_bytes'] / 1e9:.2f}")
        for each in sorted(results["scales"], key=_rows)
    ]  # fmt: skip
    return [
        "## Growth",
        _table(("scale", "rows of the day", "sums, s", "SQL, s", "ours, s", "peak GB"), rows),
        f"Fitted to these, the seconds grow with the rows to the power of {power:.2f}.",
        "![Seconds over rows](cycle-growth.svg)",
    ]


def _month(results: dict[str, Any]) -> list[str]:
    found = [each for each in results["scales"] if "month" in each]
    if not found:
        return []
    month, scale = found[-1]["month"], found[-1]["scale"]
    same = "the same findings" if month["same"] else "OTHER findings"
    return [
        "## A month on several workers",
        f"The month at scale {scale:g} ({month['rows']:,} rows: the day, and earlier days with as many meters, clients "
        "and transfers but fewer readings and events of each) through Spark Connect with "
        f"{month['workers']} Sail workers: {month['findings']:,} findings in {month['spark_seconds']:.0f} s; on DuckDB "
        f"{same} in {month['duckdb_seconds']:.0f} s. Each takes the day books that an earlier run of it has left, and "
        "makes the others.",
    ]


def _same(compared: dict[str, Any]) -> bool:
    return not compared["only_theirs"] and not any(each["different"] for each in compared["checks"].values())


def _rows(country: dict[str, Any]) -> int:
    return int(country["filed"]["rows"])


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = tuple(head)
    return "\n".join(f"| {' | '.join(line)} |" for line in [names, tuple("---" for _ in names), *rows])
