"""From violation rows to findings: the one rule by which adjoining violations are one episode."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from rugsat.evidence.schemas.findings import FINDINGS, VIOLATIONS
from rugsat.kernel.digest import digest_of

_KEPT_LOCATORS = 20
_KEY_LENGTH = 16
_NEVER = -(2**63)
_STANDINGS = ("law", "policy", "demonstration", "unverified")


@dataclass(frozen=True, slots=True)
class Basis:
    """What all findings of one check in one run have in common."""

    check: str
    lifecycle: str
    rule_pack: str
    lake_commit: int
    register_commit: int
    code_digest: str
    law: pl.DataFrame
    """The rows of the law that the check rests on."""


def completed(raw: pl.DataFrame, *, check: str, time_zone: str) -> pl.DataFrame:
    """Violations by their contract: what a check counted in days begins and ends at local midnight; sorted."""
    zone = ZoneInfo(time_zone)
    rows = [
        {
            **row,
            "check": check,
            "began_us": _midnight(row["first_day"], zone) if row["began_us"] is None else row["began_us"],
            "ended_us": _midnight(row["last_day"] + timedelta(days=1), zone)
            if row["ended_us"] is None
            else row["ended_us"],
        }
        for row in raw.iter_rows(named=True)
    ]
    return VIOLATIONS.table(rows).sort(*VIOLATIONS.schema, nulls_last=True)


def findings_of(violations: pl.DataFrame, basis: Basis) -> pl.DataFrame:
    """One finding per episode: violations of one subject that touch, or that fall on one day or on days that follow.

    The key of a finding is the check, the subject and the beginning of its episode, so a later run that sees the
    episode grow finds the same key. What is observed is the row farthest from its limit, the first of equals.
    """
    rows: list[dict[str, Any]] = []
    for _, of_subject in violations.sort("subject", "began_us", "ended_us").group_by("subject", maintain_order=True):
        rows.extend(_finding(episode, basis) for episode in _episodes(of_subject.to_dicts()))
    return FINDINGS.table(rows).sort("check", "subject", "began_us")


def _episodes(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    episode: list[dict[str, Any]] = []
    reach, last_day = _NEVER, date.min
    for row in rows:
        follows = row["began_us"] <= reach or row["first_day"] <= last_day + timedelta(days=1)
        if episode and not follows:
            yield episode
            episode, reach, last_day = [], _NEVER, date.min
        episode.append(row)
        reach, last_day = max(reach, row["ended_us"]), max(last_day, row["last_day"])
    if episode:
        yield episode


def _finding(episode: list[dict[str, Any]], basis: Basis) -> dict[str, Any]:
    first = episode[0]
    worst = max(episode, key=_distance)
    law = law_applied(basis.law, worst["first_day"], worst["last_day"], cls=worst["class"], zone=worst["zone"])
    return {
        "finding": finding_key(basis.check, first["subject"], first["began_us"]),
        "check": basis.check,
        "subject": first["subject"],
        "began_us": first["began_us"],
        "ended_us": max(row["ended_us"] for row in episode),
        "first_day": first["first_day"],
        "last_day": max(row["last_day"] for row in episode),
        "violations": len(episode),
        "observed": worst["observed"],
        "limit": worst["limit"],
        "unit": worst["unit"],
        "class": worst["class"],
        "zone": worst["zone"],
        "note": worst["note"],
        "standing": standing(law),
        "articles": "\n".join(_articles(law)),
        "locators": "\n".join(_locators(episode)),
        "lifecycle": basis.lifecycle,
        "rule_pack": basis.rule_pack,
        "lake_commit": basis.lake_commit,
        "register_commit": basis.register_commit,
        "code_digest": basis.code_digest,
    }


def finding_key(check: str, subject: str, began_us: int) -> str:
    """The stable key of a finding: 16 hexadecimal digits."""
    return digest_of([check, subject, began_us])[:_KEY_LENGTH]


def standing(law: pl.DataFrame) -> str:
    """The weakest of the values that a finding rests on: law, policy, demonstration, unverified; so where none is."""
    ranks = {_STANDINGS.index(_standing_of(row)) for row in law.iter_rows(named=True)}
    return _STANDINGS[max(ranks, default=_STANDINGS.index("unverified"))]


def _standing_of(row: Mapping[str, Any]) -> str:
    if row["kind"] == "law" and row["confidence"] not in {"P", "S2"}:
        return "unverified"
    return str(row["kind"])


def _distance(row: dict[str, Any]) -> Decimal:
    return Decimal(abs(row["observed"] - row["limit"]))


def law_applied(law: pl.DataFrame, first: date, last: date, *, cls: str, zone: str) -> pl.DataFrame:
    """The rows of the law that were in force on a day from first to last for a class and a zone."""
    held = law.filter((pl.col("since") <= last) & (first < pl.col("until")))
    return held.filter(pl.col("class").is_in(["*", cls]) & pl.col("zone").is_in(["*", zone]))


def _articles(law: pl.DataFrame) -> list[str]:
    cited = {
        f"{row['parameter']}: {', '.join(part for part in (row['act'], row['article']) if part)} ({row['kind']})"
        for row in law.iter_rows(named=True)
    }
    return sorted(cited)


def _locators(episode: list[dict[str, Any]]) -> list[str]:
    located = [f"{row['sender']} {row['filing']} {row['row']}" for row in episode if row["filing"] is not None]
    return list(dict.fromkeys(located))[:_KEPT_LOCATORS]


def _midnight(day: date, zone: ZoneInfo) -> int:
    moment = datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
    return int(moment.timestamp()) * 1_000_000
