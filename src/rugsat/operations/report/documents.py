"""The documents that lie beside the tables of a run: its summary, its report, and what the authority signs of it."""

from datetime import datetime

from rugsat.evidence.credentials.signed import SUFFIX, sign_digest
from rugsat.evidence.credentials.signer import Signer
from rugsat.evidence.lake.lake import Lake
from rugsat.operations.cycle.run import Run
from rugsat.operations.report.names import register_of
from rugsat.operations.report.page import page_of
from rugsat.operations.report.places import points_of
from rugsat.operations.report.summary import summary_of


def documents_of(run: Run, lake: Lake, *, signer: Signer | None, at: datetime) -> dict[str, bytes]:
    """The files of a run by their names, in the present language; with a signer, its word on the run's rule pack."""
    known = run.inputs.lake_commit
    evidence = {**register_of(lake, known), **points_of(lake, known, run.findings)}
    documents = {"summary.txt": summary_of(run).encode(), "report.html": page_of(run, evidence=evidence)}
    if signer:
        statement = sign_digest(run.inputs.rule_pack, what="rule_pack", at=at, signer=signer)
        documents[f"rule_pack.json{SUFFIX}"] = statement.encode()
    return documents
