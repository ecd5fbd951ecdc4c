"""The page of the log: its appends beside bare appends of the same bytes."""

from typing import Any

JUDGED = 16
"""The batch that the bars are held to: what a sequencer that looks 125 times a second finds at 2,000 acts a second."""
LEAST_SHARE, LEAST_RATE = 0.5, 2000


def rates(results: dict[str, Any], batch: int) -> dict[str, float]:
    """Entries a second of the best run of each, and the share of the bare rate that the log reaches."""
    sized = next(each for each in results["batches"] if each["batch"] == batch)
    found = {name: sized["entries"] / min(seconds) for name, seconds in sized["seconds"].items()}
    return found | {"share": found["log"] / found["bare"]}


def bars(results: dict[str, Any]) -> dict[str, bool]:
    """What the measurement must show, and whether it does."""
    judged = rates(results, JUDGED)
    return {
        f"at least {LEAST_SHARE:.0%} of the rate of bare fsync'd appends, in batches of {JUDGED}": judged["share"]
        >= LEAST_SHARE,
        f"at least {LEAST_RATE:,} entries a second, in batches of {JUDGED}": judged["log"] >= LEAST_RATE,
    }


def report(results: dict[str, Any]) -> str:
    """The page in Markdown."""
    rows = []
    for each in results["batches"]:
        found = rates(results, each["batch"])
        spread = ", ".join(f"{each['entries'] / seconds:,.0f}" for seconds in each["seconds"]["log"])
        rows.append(
            f"| {each['batch']:,} | {found['log']:,.0f} | {found['bare']:,.0f} | {found['share']:.2f} | {spread} |"
        )
    reading = results["reading"]
    verified = results["entries"] / reading["verify_seconds"]
    parts = [
        "# The transparency log",
        f"Measured on {results['on']} by `python -m bench.log.run`: {results['entries']:,} leaves of "
        f"{results['leaf_bytes']} bytes, appended in batches that are each durable before the next begins. *The log* "
        "hashes them, writes tiles and bundles, and signs a checkpoint every second and at the end, all within the "
        "time that is told; *bare* writes the same bytes to the end of one file and syncs it after each batch. In "
        f"turn, best of {results['times']}.",
        "\n".join(
            [
                "| batch | the log, entries/s | bare, entries/s | share | every run of the log |",
                "| --- | --- | --- | --- | --- |",
                *rows,
            ]
        ),
        "\n".join(f"- {'met' if met else 'NOT MET'}: {bar}" for bar, met in bars(results).items()),
        "## In figures",
        f"- With a checkpoint after every batch of {JUDGED}: {results['checkpoint_each']:,.0f} entries/s.\n"
        f"- The whole log is verified at {verified:,.0f} entries/s; the proof of one entry takes "
        f"{reading['proof_seconds'] * 1000:.1f} ms from the files.\n"
        f"- On disk: {results['bytes_on_disk'] / results['entries']:.0f} bytes an entry, of which "
        f"{results['leaf_bytes']} are the entry.",
        f"The bars are held at batches of {JUDGED}: at {LEAST_RATE:,} acts a second, a sequencer that looks "
        f"{LEAST_RATE // JUDGED} times a second finds so many. In larger batches bare appending is little more than "
        "copying memory, and what remains of the log's time is hashing: its rate still grows, its share shrinks.",
        "Machine: " + ", ".join(f"{name} {value}" for name, value in results["machine"].items()) + ".",
    ]
    return "\n\n".join(parts) + "\n"
