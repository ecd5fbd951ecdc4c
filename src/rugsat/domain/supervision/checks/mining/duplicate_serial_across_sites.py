"""Is one machine reported as running at two sites at once?"""

from datetime import date
from itertools import combinations
from typing import Any

import narwhals as nw
import polars as pl

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.limits import in_force
from rugsat.domain.supervision.violations import RAW
from rugsat.evidence.frames.frame import Frame

_KEY = ["serial", "legal_day"]


def judge(rows: pl.DataFrame, law: pl.DataFrame, on: date) -> pl.DataFrame:
    """Keep serials that name a machine, and of their lines those that may be one and the same machine."""
    kept = []
    for (serial, day), lines in rows.group_by(_KEY, maintain_order=True):
        if not _names_a_machine(str(serial)):
            continue
        ordered = lines.sort("site", "sender", "filing", "row", nulls_last=True).to_dicts()
        paired = [pair for pair in combinations(ordered, 2) if _one_machine(*pair)]
        same = [line for line in ordered if any(line is each for pair in paired for each in pair)]
        if same:
            kept.append(_violation(str(serial), day, same))
    return pl.DataFrame(kept, schema=RAW, orient="row").sort("subject", "first_day")


def _names_a_machine(serial: str) -> bool:
    return any(letter.isdigit() for letter in serial) and len(set(serial.strip())) > 1


def _one_machine(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if one["site"] == other["site"] or one["algorithm"] != other["algorithm"]:
        return False
    words = [{word.casefold() for word in str(line["model"]).split()} for line in (one, other)]
    return bool(words[0] & words[1])


def _violation(serial: str, day: object, lines: list[dict[str, Any]]) -> dict[str, object]:
    sites = sorted({str(line["site"]) for line in lines})
    first = lines[0]
    return {
        "subject": f"device:{serial}",
        "began_us": None,
        "ended_us": None,
        "first_day": day,
        "last_day": day,
        "observed": len(sites),
        "limit": 1,
        "unit": "count",
        "class": "*",
        "zone": "*",
        "sender": first["sender"],
        "filing": first["filing"],
        "row": first["row"],
        "note": f"running at {', '.join(sites[:5])}",
    }


@check(
    reads=("mining_hardware",),
    rests_on=("mining.device_declaration_required",),
    judge=judge,
)
def duplicate_serial_across_sites(hardware: Frame, law: Frame, on: date) -> Frame:
    """One machine was reported as running at two sites on the same day.

    Machines are told apart by their serial number, letter by letter, over all miners: the lines may come from one or
    from several. Only lines that stand count; one that was corrected or cancelled is gone. A machine that moved is
    reported at the new site on a later day, and is not found. Makers number their machines by themselves, so that two
    lines with one serial number are one machine only where they name the same algorithm and their models have a word in
    common, as in Antminer S21 and Bitmain Antminer S21. A serial number without a digit, or of one sign repeated,
    names no machine. What is observed is the number of sites.
    """
    running = hardware.filter(nw.col("status") == "running").select(
        *_KEY, "site", "model", "algorithm", "sender", "filing", "row"
    )
    sites = running.group_by(*_KEY).agg(nw.col("site").min().alias("first"), nw.col("site").max().alias("last"))
    several = sites.filter(nw.col("first") < nw.col("last")).select(*_KEY)
    return in_force(running.join(several, on=_KEY, how="inner"), law, "mining.device_declaration_required")
