"""The page of the office: its pages beside a bare Django page on the same rows."""

from typing import Any

from bench.office.serving import THREADS

MOST_TIMES = 3.0
"""A page may take so many times the bare one, by its median."""


def bars(results: dict[str, Any]) -> dict[str, bool]:
    """What the measurement must show, and whether it does."""
    return {
        f"{name}, {users} at once: at most {MOST_TIMES:g} times a bare page": ratio(results, name, users) <= MOST_TIMES
        for users in results["users"]
        for name in results["pages"]
        if name != "bare"
    }


def ratio(results: dict[str, Any], name: str, users: int) -> float:
    """How many times the median of a bare page in the same run."""
    measured = results["measured"]
    return float(measured[f"{name}/{users}"]["median_ms"] / measured[f"bare/{users}"]["median_ms"])


def report(results: dict[str, Any]) -> str:
    """The page in Markdown."""
    rows = [
        f"| {name} | {users} | {held['median_ms']:.1f} | {held['p95_ms']:.1f} | {held['per_second']:,.0f} | "
        f"{ratio(results, name, users):.2f} |"
        for users in results["users"]
        for name in results["pages"]
        for held in (results["measured"][f"{name}/{users}"],)
    ]
    parts = [
        f"# The office on {results['database']}",
        f"Measured on {results['on']} by `python -m bench.office.run`: {results['parties']:,} parties, each with a "
        f"case, an authorisation and a finding; {results['requests']:,} answers of each kind, each of another party, "
        f"served by granian with {results['workers']} processes of {THREADS} threads and asked by a program on the "
        f"same machine, in {results['rounds']} parts that alternate with those of the other pages. *bare* is "
        "Django without anything around it: one indexed query for 25 rows, and a template. The other pages are those "
        "of register and console with everything that they do; for those of the console an officer has signed in. One "
        "case in 5,000 is not decided. The findings came from no run that a lake holds, so that their pages draw no "
        "evidence. How many owe a return is counted beside the pages every five minutes, and was counted before.",
        "\n".join(
            [
                "| page | at once | median, ms | p95, ms | answers/s | times bare |",
                "| --- | --- | --- | --- | --- | --- |",
                *rows,
            ]
        ),
        "\n".join(f"- {'met' if met else 'NOT MET'}: {bar}" for bar, met in bars(results).items()),
        "Open Zaak, the nearest open system that publishes such figures, states 150–190 ms for a single object and "
        "500–670 ms for lists; on other machines and other data, so they are a scale and no comparison.",
        "Machine: " + ", ".join(f"{name} {value}" for name, value in results["machine"].items()) + ".",
    ]
    return "\n\n".join(parts) + "\n"
