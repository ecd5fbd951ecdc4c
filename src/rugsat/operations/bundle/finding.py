"""The bundle of a finding: finding, occasions, law in force, rows, receipts, proofs, and a page to read it by."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import check_named
from rugsat.domain.supervision.findings import law_applied
from rugsat.evidence.credentials.signed import signature_beside
from rugsat.evidence.credentials.signer import Signer
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack
from rugsat.operations.bundle.container import About, Part
from rugsat.operations.bundle.page import index_of_finding
from rugsat.operations.bundle.rows import Extract, extracts_of, named_by
from rugsat.operations.bundle.sealing import sealed
from rugsat.operations.cycle.law_table import law_table
from rugsat.operations.cycle.run import read_description, read_violations
from rugsat.operations.replay import OtherLakeError


def bundle_of_finding(
    lake: Lake,
    run: Path,
    finding: Mapping[str, Any],
    *,
    made_at: datetime,
    signer: Signer | None = None,
    proofs: Mapping[str, bytes] | None = None,
) -> bytes:
    """Everything that a finding of a run rests on, as one file.

    `proofs` are proofs of entries of the log by name. Raises OtherLakeError where the run was made on another lake.
    """
    description = read_description(run)
    if lake.state(description["lake_commit"]).digest != description["lake_digest"]:
        message = f"run {run.name} was made on another lake than {lake.folder}; name the lake that it read"
        raise OtherLakeError(message)
    check = check_named(str(finding["check"]))
    pack = RulePack.from_bytes((run / "rule_pack.json").read_bytes())
    violations = violations_of(run, finding)
    law = law_of_finding(pack, check, finding)
    extracts = extracts_of(lake, check, finding, violations)
    named = {filing for _, filing, _ in named_by(finding, violations)}
    receipts = _receipts(lake, named.union(*(each.filings for each in extracts)))
    parts = [
        Part("finding.json", _json(finding), "the finding, as the run holds it"),
        Part("occasions.json", _json(violations.to_dicts()), "every occasion that the finding is made of"),
        Part("run.json", (run / "run.json").read_bytes(), "the run that found it: what went in, what slept"),
        Part("law/in_force.json", _json(law), "the law applied to it, with its sources, on the days of the finding"),
        *_pack(run, pack),
        *_evidence(extracts, description),
        *receipts,
        *(Part(f"log/{name}", proof, "proof of an entry of the log") for name, proof in (proofs or {}).items()),
    ]
    about = About(
        kind="finding",
        key=str(finding["finding"]),
        title=f"{check.name}: {finding['subject']}",
        jurisdiction=str(description["jurisdiction"]),
        made_at=made_at,
        demonstration=description["demonstration"],
    )
    page = index_of_finding(
        about, check, finding, pack=pack, law=law, violations=violations, extracts=extracts, parts=parts
    )
    return sealed(about, [*parts, page], signer=signer)


def law_of_finding(pack: RulePack, check: Check, finding: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The values that were applied to a finding, each with its period and citation."""
    days = finding["first_day"], finding["last_day"]
    table = law_table(pack, check.rests_on, *days)
    return law_applied(table, *days, cls=finding["class"], zone=finding["zone"]).to_dicts()


def violations_of(run: Path, finding: Mapping[str, Any]) -> pl.DataFrame:
    """The occasions that a finding of a run is made of."""
    return read_violations(run).filter(
        (pl.col("check") == finding["check"])
        & (pl.col("subject") == finding["subject"])
        & (pl.col("began_us") >= finding["began_us"])
        & (pl.col("ended_us") <= finding["ended_us"])
    )


def _pack(run: Path, pack: RulePack) -> list[Part]:
    held = [
        Part("law/rule_pack.json", pack.to_bytes(), "all the law that the run applied, by which it can be replayed")
    ]
    if (signature := signature_beside(run / "rule_pack.json")).is_file():
        path = f"law/{signature.name}"
        held.append(Part(path, signature.read_bytes(), "the authority's signature on the rule pack"))
    return held


def _evidence(extracts: Sequence[Extract], description: Mapping[str, Any]) -> list[Part]:
    sources = {
        "lake_commit": description["lake_commit"],
        "lake_digest": description["lake_digest"],
        "files": {each.dataset: [entry.to_json() for entry in each.files] for each in extracts},
    }
    rows = [
        Part(f"evidence/{each.dataset}.csv", each.to_csv(), f"rows of {each.dataset} that it rests on")
        for each in extracts
    ]
    return [*rows, Part("evidence/sources.json", _json(sources), "the files of the lake that the rows were read from")]


def _receipts(lake: Lake, filings: Collection[str]) -> list[Part]:
    """The receipts of the filings that brought the rows, with their signatures where they are signed."""
    found = []
    for filing in sorted(filings):
        path = lake.folder / "receipts" / filing[:2] / f"{filing}.json"
        for file, what in ((path, "the receipt of a filing"), (signature_beside(path), "the signature on a receipt")):
            if file.is_file():
                found.append(Part(f"receipts/{file.name}", file.read_bytes(), what))
    return found


def _json(content: Any) -> bytes:
    return f"{json.dumps(content, indent=1, ensure_ascii=False, default=str)}\n".encode()
