"""A receipt as ISO 20022 auth.031.001.01 (FinancialInstrumentReportingStatusAdvice), in JSON."""

import hashlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from rugsat.domain.returns.receipt import Receipt, RecordStatus

_ISSUER = "Rugsat"
_REFUSED = "file.refused"


def auth_031(receipt: Receipt) -> dict[str, Any]:
    """The element tree of the message; what it has no element for is in its supplementary data, complete."""
    status: dict[str, Any] = {
        "MsgDt": receipt.receiving.received_at.date().isoformat(),
        "Sts": receipt.status.value,
        "Sttstcs": {
            "TtlNbOfRcrds": str(receipt.rows),
            "NbOfRcrdsPerSts": [
                {"DtldNbOfRcrds": str(count), "DtldSts": status.value}
                for status, count in (receipt.record_statuses or {RecordStatus.ACCEPTED: 0}).items()
            ],
        },
    }
    if rules := list(_broken_rules(receipt)):
        status["VldtnRule"] = rules
    advice: dict[str, Any] = {"MsgRptIdr": receipt.id, "MsgSts": status}
    if records := list(_records(receipt)):
        advice["RcrdSts"] = records
    receipt_data = {"PlcAndNm": "Receipt", "Envlp": {"Receipt": {"id": receipt.id, **receipt.content}}}
    return {"FinInstrmRptgStsAdvc": {"StsAdvc": [{**advice, "SplmtryData": [receipt_data]}]}}


def _broken_rules(receipt: Receipt) -> Iterator[dict[str, Any]]:
    if receipt.refusal:
        yield _rule(_REFUSED, receipt.refusal)
    for rule in receipt.checked:
        if rule.faults:
            yield _rule(rule.id, f"{rule.expected} ({rule.faults} faults)")


def _records(receipt: Receipt) -> Iterator[dict[str, Any]]:
    by_row = sorted(receipt.first_faults, key=lambda fault: fault[0])
    for row, faults in groupby(by_row, key=lambda fault: fault[0]):
        rules = [_rule(rule, f"{field}: {expected}") for _, field, _, rule, expected in faults]
        yield {"OrgnlRcrdId": str(row), "Sts": RecordStatus.REJECTED.value, "VldtnRule": rules}


def _rule(name: str, description: str) -> dict[str, Any]:
    return {"Id": _short(name, 35), "Desc": _short(description, 350), "Issr": _ISSUER}


def _short(text: str, length: int) -> str:
    """The text in at most so many characters; one that had to be cut ends in a digest, so that two stay two."""
    if len(text) <= length:
        return text
    return f"{text[: length - 9]}~{hashlib.sha256(text.encode()).hexdigest()[:8]}"
