"""The answers of `rugsat law` as JSON; decimals are text, so that they stay exact."""

from collections.abc import Mapping
from typing import Any

from rugsat.kernel.numbers import plain
from rugsat.law.compare import Comparison
from rugsat.law.coverage import CheckCoverage
from rugsat.law.explain import Explanation
from rugsat.law.pack import RulePack
from rugsat.law.parameter import Parameter
from rugsat.law.resolve import NotSet, Resolved


def pack_json(pack: RulePack) -> dict[str, Any]:
    """Which law was asked: jurisdiction, digest, the demonstrations in it and the act that is tried."""
    acts = pack.rulebook.acts.values()
    shown = [act.name for act in acts if act.kind == "demonstration"]
    return {"jurisdiction": pack.jurisdiction, "rule_pack": pack.digest, "demonstrations": shown, "tried": pack.tried}


def answer_json(parameter: Parameter, answer: Resolved | NotSet) -> dict[str, Any]:
    """A value with its days and source, or why nothing is set."""
    head = {"parameter": answer.parameter, "class": answer.cls, "zone": answer.zone}
    if isinstance(answer, NotSet):
        return head | {"set": False, "why": answer.why}
    parts = parameter.form.items(answer.value)
    return head | {
        "set": True,
        "items": [{"item": item, "value": None if value is None else plain(value)} for item, value in parts],
        "unit": answer.unit,
        "since": answer.since,
        "until": answer.until,
        "kind": answer.kind,
        "confidence": answer.confidence,
        "act": answer.citation.act,
        "article": answer.citation.article,
        "link": answer.citation.link,
    }


def explanation_json(parameter: Parameter, told: Explanation) -> dict[str, Any]:
    """Everything that is known of a parameter."""
    return {
        "parameter": told.parameter,
        "title": dict(told.title),
        "shape": parameter.form.shape,
        "unit": parameter.form.unit.name,
        "note": told.note,
        "answers": [answer_json(parameter, answer) for answer in told.answers],
        "history": [answer_json(parameter, answer) for answer in told.history],
        "checks": told.checks,
    }


def comparison_json(row: Comparison, packs: Mapping[str, RulePack]) -> dict[str, Any]:
    """One parameter in several jurisdictions; null where a jurisdiction does not have it."""
    known = {code: pack.rulebook.parameters.get(row.parameter) for code, pack in packs.items()}
    answers = {
        code: None if found is None else [answer_json(found, answer) for answer in row.answers[code]]
        for code, found in known.items()
    }
    return {"parameter": row.parameter, "title": dict(row.title), "answers": answers}


def coverage_json(row: CheckCoverage) -> dict[str, Any]:
    """A check, whether the law lets it run, and why not."""
    return {
        "check": row.check,
        "readiness": row.readiness,
        "kind": row.kind,
        "missing": [{"parameter": gap.parameter, "why": gap.why} for gap in row.missing],
        "unverified": sorted({held.parameter for held in row.unverified}),
    }
