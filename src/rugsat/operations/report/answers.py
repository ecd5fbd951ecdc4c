"""What requirements answer, in the language of the reader: kinds of evidence, the things they are about, and days."""

import re
from collections.abc import Iterable
from datetime import date

from rugsat.domain.licensing.outcome import Outcome, Point
from rugsat.kernel.language import gettext
from rugsat.operations.report.wording import day


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


_KINDS = {
    "connection": _mark("Connection point and its capacity"),
    "separate_meter": _mark("Meter of its own"),
    "bank_relation": _mark("Account for clients' money"),
    "capital": _mark("Capital paid in"),
    "fire_certificate": _mark("Certificate of fire safety"),
    "technical_certificate": _mark("Technical certificate"),
    "company_register": _mark("Entry in the company register"),
    "shareholders": _mark("Shareholders"),
    "identity": _mark("Identity of a person"),
    "criminal_record": _mark("Criminal record"),
    "no_offshore_account": _mark("No account offshore"),
    "server_location": _mark("Where the servers stand"),
    "customs": _mark("Customs declaration"),
    "local_office": _mark("Office in the country"),
    "aml_qualification": _mark("Qualification against money laundering"),
    "site_zoning": _mark("Zone and use of the land"),
    "plan_review": _mark("Review of a plan"),
    "screening": _mark("Screening of persons"),
    "wallet_control": _mark("Control of a wallet"),
    "payment": _mark("Payment of the fee"),
    "transfer_agreed": _mark("Agreement of the new holder"),
    # What the register looks at by itself.
    "application": _mark("Application"),
    "plan": _mark("Plan"),
    "register": _mark("Register"),
    "screening_list": _mark("Screening list"),
}
_THINGS = {
    "address": _mark("Address"),
    "bank": _mark("Bank"),
    "connection": _mark("Connection"),
    "customs": _mark("Customs declaration"),
    "fee": _mark("Fee"),
    "home": _mark("Dwelling"),
    "device": _mark("Device"),
    "list": _mark("List"),
    "office": _mark("Position"),
    "party": _mark("Party"),
    "person": _mark("Person"),
    "plan": _mark("Plan"),
    "provider": _mark("Provider"),
    "site": _mark("Site"),
    "wallet": _mark("Wallet"),
}
_POSITIONS = {
    "aml_officer": _mark("Officer against money laundering"),
    "director": _mark("Director"),
    "security_officer": _mark("Security officer"),
    "technical_manager": _mark("Technical manager"),
}
_PLANS = {
    "aml": _mark("Against money laundering"),
    "custody": _mark("Custody of clients' assets"),
}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def attestation_word(kind: str) -> str:
    """What is attested, or looked at."""
    return gettext(_KINDS[kind]) if kind in _KINDS else kind.replace("_", " ")


def thing_word(about: str) -> str:
    """What an answer is about, by its kind and its identifier, as in Site: kumush-1; any other text as it is."""
    kind, colon, identifier = about.partition(":")
    if not colon or kind not in _THINGS:
        return about
    title = gettext(_THINGS[kind])
    return f"{title}: {named_word(kind, identifier)}"


def named_word(kind: str, name: str) -> str:
    """The name of a position or a plan in words; any other name as it is."""
    words = {"office": _POSITIONS, "plan": _PLANS}.get(kind, {})
    return gettext(words[name]) if name in words else name


def answered(answer: Outcome | Point) -> str:
    """Why a requirement is met or not, in the language of the reader."""
    return reason_in_words(answer.reason, answer.fields)


def reason_in_words(reason: str, fields: Iterable[Iterable[str]]) -> str:
    """The sentence of a reason with its fields filled in, each as the language writes it."""
    return gettext(reason).format_map({name: _filled(name, value) for name, value in fields})


def _filled(name: str, value: str) -> str:
    if name == "kind":
        return attestation_word(value)
    if name in {"office", "plan"}:
        return named_word(name, value)
    if name == "thing":
        return thing_word(value)
    if _ISO.fullmatch(value):
        try:
            return day(date.fromisoformat(value))
        except ValueError:
            return value
    return value
