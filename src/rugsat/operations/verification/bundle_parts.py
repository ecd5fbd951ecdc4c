"""Whether the parts of a bundle belong together: the law in force to its rule pack, the receipts to its rows."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from rugsat.domain.supervision.findings import law_applied
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.kernel.errors import RugsatError, SourceError
from rugsat.kernel.language import gettext as _
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.law_table import law_table

_LAW, _PACK = "law/in_force.json", "law/rule_pack.json"


class Parts(Protocol):
    """The files of a bundle that was opened."""

    @property
    def files(self) -> Mapping[str, bytes]:
        """Every file by its path."""
        ...

    @property
    def said(self) -> Mapping[str, Any]:
        """What its list says."""
        ...

    def json(self, path: str) -> Any:
        """What a file says; CredentialError where it is not there or no JSON."""
        ...


def law_notes(parts: Parts) -> Iterator[str]:
    """Hold the law in force that people read against the rule pack; CredentialError where they differ.

    A rule pack that this version cannot read any more is named, and then nothing is said of the law.
    """
    if parts.said["kind"] != "finding" and _LAW not in parts.files:
        return
    shown = parts.json(_LAW)
    if shown == []:
        return
    try:
        pack = RulePack.from_bytes(parts.files[_PACK])
        derived = _law_of(parts, pack, sorted({row["parameter"] for row in shown}))
    except (RugsatError, SourceError) as error:
        yield _("The law in force in it could not be held against its rule pack: {why}").format(why=error)
        return
    except (KeyError, TypeError, ValueError):
        message = f"{_LAW} does not say which law was in force; ask the authority for the bundle again"
        raise CredentialError(message) from None
    if _lines(shown) != _lines(derived):
        message = f"{_LAW} is not what the rule pack in it says: people would read another law than was applied"
        raise CredentialError(message)


def filing_notes(parts: Parts) -> Iterator[str]:
    """What is said of the filings that its rows came in; CredentialError for a receipt of another filing."""
    if parts.said["kind"] != "finding":
        return
    came_in = _filings(parts)
    receipts = {path[9:-5] for path in parts.files if path.startswith("receipts/") and path.endswith(".json")}
    if strange := sorted(receipts - came_in):
        message = f"receipts/{strange[0]}.json is of a filing that none of its rows came in; it does not belong to it"
        raise CredentialError(message)
    if missing := came_in - receipts:
        yield _("Of {all} filings that its rows came in, {missing} have no receipt in it").format(
            all=len(came_in), missing=len(missing)
        )


def _law_of(parts: Parts, pack: RulePack, parameters: list[str]) -> list[dict[str, Any]]:
    if parts.said["kind"] != "finding":
        on = date.fromisoformat(parts.json("act.json")["on"])
        return law_table(pack, parameters, on, on).to_dicts()
    finding = parts.json("finding.json")
    first, last = (date.fromisoformat(finding[name]) for name in ("first_day", "last_day"))
    table = law_table(pack, parameters, first, last)
    return law_applied(table, first, last, cls=finding["class"], zone=finding["zone"]).to_dicts()


def _lines(rows: list[dict[str, Any]]) -> set[str]:
    return {json.dumps(row, sort_keys=True, default=str) for row in rows}


def _filings(parts: Parts) -> set[str]:
    """The filings that the finding, its occasions and its rows name."""
    try:
        named = {line.rsplit(" ", 2)[1] for line in parts.json("finding.json")["locators"].splitlines() if line}
        occasions = parts.json("occasions.json")
        if not isinstance(occasions, list):
            raise TypeError
        named |= {row["filing"] for row in occasions if row["filing"]}
        for path, content in parts.files.items():
            if path.startswith("evidence/") and path.endswith(".csv"):
                rows = csv.DictReader(io.StringIO(content.decode()), strict=True)
                named |= {row["filing"] for row in rows if row.get("filing")}
    except (KeyError, IndexError, TypeError, AttributeError, ValueError, csv.Error) as error:
        message = f"its rows do not say which filings they came in ({type(error).__name__}); ask the authority"
        raise CredentialError(message) from None
    return named
