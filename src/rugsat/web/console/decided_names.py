"""The titles of what an act decides: each field that a use case tells the log of, in the language of the reader."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from rugsat.kernel.language import gettext
from rugsat.operations.report.answers import named_word
from rugsat.usecases.open_demo_accounts import SECOND
from rugsat.web.console.account_words import account_role
from rugsat.web.layout.said import field_word

T = TypeVar("T")


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


_NAMES = {
    "about": _mark("About"),
    "account": _mark("Bank account"),
    "accounts": _mark("Bank accounts"),
    "act": _mark("Act"),
    "acted_by": _mark("By whom"),
    "acted_for": _mark("On behalf of"),
    "address": _mark("Address"),
    "administrator": _mark("Administrator"),
    "adopted": _mark("Was adopted before"),
    "alone": _mark("Without a second administrator, because there is none"),
    "approved_assets": _mark("Approved assets"),
    "approved_providers": _mark("Approved providers and banks"),
    "as_of": _mark("As of the day"),
    "attestation": _mark("Number of the attestation"),
    "authorisation": _mark("Authorisation"),
    "authorisations": _mark("Authorisations"),
    "bank": _mark("Bank"),
    "bank_relations": _mark("Bank accounts"),
    "banks": _mark("Banks"),
    "basis": _mark("Kind of the legal basis"),
    "body": _mark("Attesting body"),
    "by": _mark("By whom"),
    "case": _mark("Case"),
    "checks": _mark("Checks of the run"),
    "class": _mark("Class"),
    "cls": _mark("Class"),
    "commit": _mark("Commit of the lake"),
    "conditions": _mark("Conditions"),
    "connection": _mark("Connection"),
    "connections": _mark("Connections"),
    "controls": _mark("Controls it by other means than the share"),
    "credential": _mark("Credential (SHA-256)"),
    "customs_reference": _mark("Customs declaration"),
    "days": _mark("Days"),
    "devices": _mark("Machines"),
    "document": _mark("Document"),
    "documents": _mark("Documents"),
    "draft": _mark("Draft"),
    "drafted_by": _mark("Written by"),
    "dwelling": _mark("Dwelling"),
    "dwellings": _mark("Dwellings entered"),
    "engine": _mark("Engine"),
    "entered": _mark("Entered anew"),
    "entries": _mark("Entries of the list"),
    "expires_at": _mark("Runs out"),
    "faults": _mark("Faults"),
    "field": _mark("Column"),
    "file": _mark("File"),
    "filing": _mark("Filing"),
    "finding": _mark("Finding"),
    "findings": _mark("Findings"),
    "findings_root": _mark("All findings together (SHA-256)"),
    "from_rule_pack": _mark("Rule pack until then"),
    "ground": _mark("Ground"),
    "held": _mark("Share of what"),
    "holdings": _mark("Owners"),
    "how": _mark("How"),
    "instrument": _mark("Instrument"),
    "invoice": _mark("Invoice"),
    "kinds": _mark("Second factors"),
    "known_before": _mark("Known before"),
    "left_out": _mark("Without an account, for nobody holds it"),
    "lei": _mark("LEI"),
    "list": _mark("List"),
    "login": _mark("Account"),
    "means": _mark("Sent"),
    "model": _mark("Model"),
    "models": _mark("Models of machines entered"),
    "names": _mark("Other names"),
    "namesakes": _mark("Authorised under the same name"),
    "natural": _mark("Natural person"),
    "no_longer_listed": _mark("No longer on the list"),
    "nominal_th_s": _mark("Hash rate"),
    "nominal_w": _mark("Power"),
    "nonce": _mark("Number of the message"),
    "number": _mark("Number"),
    "obligations": _mark("Returns that are owed"),
    "office": _mark("Office"),
    "officer": _mark("Officer"),
    "on": _mark("Day"),
    "on_behalf_of": _mark("On behalf of"),
    "opened": _mark("Accounts opened"),
    "outcome": _mark("What becomes of the findings"),
    "owner": _mark("Owner"),
    "parameter": _mark("Parameter"),
    "part": _mark("Part"),
    "parties": _mark("Parties"),
    "period": _mark("Period"),
    "person": _mark("Person"),
    "persons": _mark("Persons"),
    "plans": _mark("Plans and programmes"),
    "proof": _mark("Proof"),
    "proposal": _mark("Number of the proposal"),
    "proposed_by": _mark("Proposed by"),
    "provider": _mark("Provider"),
    "purpose": _mark("What it is for"),
    "receipt": _mark("Receipt (SHA-256)"),
    "received_on": _mark("Came in on"),
    "refused": _mark("Row left out"),
    "register": _mark("Register"),
    "registered_on": _mark("Registered on"),
    "replay": _mark("Number of the replay"),
    "responsible": _mark("Who answers for what"),
    "rests_on": _mark("Legal basis"),
    "return_name": _mark("Return"),
    "role": _mark("Role"),
    "row": _mark("Row"),
    "rows": _mark("Rows taken"),
    "rule_pack": _mark("Rule pack"),
    "run": _mark("Run"),
    "says": _mark("What it says (SHA-256)"),
    "scopes": _mark("What it is good for"),
    "sender": _mark("Sender"),
    "serial": _mark("Serial number"),
    "served_on": _mark("Served on"),
    "sets": _mark("What it sets"),
    "share": _mark("Share"),
    "signs_for": _mark("Signed for the decision"),
    "since": _mark("From the day"),
    "sites": _mark("Sites"),
    "source": _mark("Source"),
    "state": _mark("State"),
    "statuses": _mark("List of statuses (SHA-256)"),
    "text": _mark("Text of the act (SHA-256)"),
    "title": _mark("Title"),
    "to": _mark("To the party"),
    "token": _mark("Token"),
    "tokens_revoked": _mark("Tokens revoked with it"),
    "tries": _mark("Which attempt it is"),
    "until": _mark("Until"),
    "use": _mark("Kind of name"),
    "value": _mark("Value"),
    "wallets": _mark("Wallets"),
    "warning": _mark("Warning"),
    "warnings": _mark("Warnings"),
    "websites": _mark("Addresses on the web"),
    "what": _mark("What is wrong"),
    "written_by": _mark("Written by"),
    # The same name within another thing, or in an act of one kind: the first word of the kind stands before it.
    "attestation.by": _mark("Said by"),
    "attestation.kind": _mark("What is attested"),
    "attestation.on": _mark("Said on"),
    "banks.account": _mark("Account for clients' money"),
    "case.kind": _mark("Kind of the legal basis"),
    "case.number": _mark("Number of the act"),
    "fee.kind": _mark("Kind of the legal basis"),
    "finding.number": _mark("Number of the act"),
    "issuer.kind": _mark("What it may attest"),
    "office.to": _mark("To the officer"),
    "payment.to": _mark("Paid back to the account"),
    "policy.act": _mark("Policy act"),
    "register.register": _mark("Register (SHA-256)"),
    "request.number": _mark("Number of the act"),
    "responsible.office": _mark("Answers as"),
    "role.on": _mark("Ended on"),
    "run.on": _mark("Up to the day"),
    "wallet.account": _mark("Address of the wallet"),
    "wallets.account": _mark("Address of the wallet"),
}


def chosen(table: Mapping[str, T], name: str, within: str) -> T | None:
    """What a table has for a field within another thing, or in acts of one kind; else what it has for its name."""
    return table.get(f"{within}.{name}", table.get(name))


def title_of(name: str, within: str = "") -> str:
    """The title of a field, within another thing or in acts of one kind; of what bodies attest as it is everywhere."""
    if within in _KEYS:
        return _KEYS[within](name)
    message = chosen(_NAMES, name, within)
    return gettext(message) if message else field_word(name)


def _demo_account(name: str) -> str:
    """The role that an account of a demonstration is named for; one is that of the second administrator."""
    return gettext("Second administrator") if name == SECOND else account_role(name)


def _table(name: str) -> str:
    """The title of a table of the register, as in register.sites."""
    return title_of(name.removeprefix("register."))


_KEYS: Mapping[str, Callable[[str], str]] = {
    "opened": _demo_account,
    "plans": lambda name: named_word("plan", name),
    "rows": _table,
}
"""Mappings whose keys are no fields: roles, plans, tables."""
