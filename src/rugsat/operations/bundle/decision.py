"""The bundle of a decision: the act, the law that it cites, what it was decided on, and a page to read it by."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from rugsat.evidence.credentials.signer import Signer
from rugsat.law.pack import RulePack
from rugsat.operations.bundle.container import About, Part
from rugsat.operations.bundle.page import index_of_decision
from rugsat.operations.bundle.sealing import sealed
from rugsat.operations.cycle.cycle import labels
from rugsat.operations.cycle.law_table import law_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An act of the authority, as the office hands it over."""

    key: str
    title: str
    on: date
    act: Mapping[str, Any]
    """What was decided, by whom and why, by name."""
    rests_on: tuple[str, ...]
    """Parameters of the law that it rests on."""
    documents: Mapping[str, bytes] = field(default_factory=dict)
    """What it was decided on, by file name: applications, attestations, hearings, receipts, certificates."""
    proofs: Mapping[str, bytes] = field(default_factory=dict)
    """Proofs of entries of the log, by file name."""


def bundle_of_decision(decision: Decision, pack: RulePack, *, made_at: datetime, signer: Signer | None = None) -> bytes:
    """Everything that a decision rests on, as one file."""
    law = law_table(pack, decision.rests_on, decision.on, decision.on).to_dicts() if decision.rests_on else []
    parts = [
        Part("act.json", _json({"key": decision.key, "on": decision.on, **decision.act}), "the act"),
        Part("law/in_force.json", _json(law), "the law that it rests on, with its sources, on the day of the act"),
        Part("law/rule_pack.json", pack.to_bytes(), "all the law in force in the jurisdiction"),
        *_files("documents", decision.documents, "what it was decided on"),
        *_files("log", decision.proofs, "proof of an entry of the log"),
    ]
    about = About(
        kind="decision",
        key=decision.key,
        title=decision.title,
        jurisdiction=pack.jurisdiction,
        made_at=made_at,
        demonstration=labels(pack),
    )
    page = index_of_decision(about, decision.act, law=law, parts=parts)
    return sealed(about, [*parts, page], signer=signer)


def _files(folder: str, files: Mapping[str, bytes], what: str) -> Sequence[Part]:
    return [Part(f"{folder}/{name}", content, what) for name, content in sorted(files.items())]


def _json(content: Any) -> bytes:
    return f"{json.dumps(content, indent=1, ensure_ascii=False, default=str)}\n".encode()
