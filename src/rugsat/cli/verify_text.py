"""The answer of `rugsat verify` in words, in the language of the reader."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.kernel.printable import printable
from rugsat.operations.report.wording import at, day
from rugsat.operations.verification.answer import Answer, Kind, Term

_SHOWN = ("holder", "party", "instrument", "class", "since", "until", "licensed_w", "signed_by", "title")


def answer_text(answer: Answer) -> str:
    """What verifying came to: the signature first, then the status, then what it says."""
    lines = [*_signature(answer)]
    if not answer.problem or answer.kind is Kind.REGISTER:
        lines += [*_demonstration(answer), *_standing(answer), "", *_said(answer), *_notes(answer)]
    return "\n".join(lines)


def _signature(answer: Answer) -> Iterator[str]:
    if answer.problem:
        yield _("NOT TO BE RELIED ON ({kind}): {why}").format(kind=_kind(answer.kind), why=printable(answer.problem))
        return
    assert answer.signed_at is not None
    yield _("Signature valid ({kind}), signed on {moment} UTC with key {key}.").format(
        kind=_kind(answer.kind), moment=at(answer.signed_at.astimezone(UTC)), key=answer.key
    )


def _demonstration(answer: Answer) -> Iterator[str]:
    if answer.demonstration:
        yield _("DEMONSTRATION: this is no act of any state.")


def _standing(answer: Answer) -> Iterator[str]:
    if answer.on and answer.term is not Term.NONE:
        yield {
            Term.IN_TERM: _("On {day} it is in its term."),
            Term.NOT_YET: _("On {day} its term has not begun."),
            Term.ENDED: _("On {day} its term has ended."),
        }[answer.term].format(day=day(answer.on))
    if answer.status == "unknown" or (answer.status and answer.status_as_of is None):
        yield _("Status: {status}.").format(status=_status(answer.status))
    elif answer.status and answer.status_as_of:
        yield _("Status as of {moment} UTC: {status}.").format(
            moment=at(answer.status_as_of.astimezone(UTC)), status=_status(answer.status)
        )


def _said(answer: Answer) -> Iterator[str]:
    if answer.number:
        yield f"  {_name('number')}: {printable(answer.number)}"
    for name in _SHOWN:
        value = answer.said.get(name)
        if value not in {None, "", "*"} if isinstance(value, str | int | None) else bool(value):
            yield f"  {_name(name)}: {printable(_value(value))}"
    known = {*_SHOWN, "number"}
    if answer.kind in {Kind.STATUS_LIST, Kind.BUNDLE}:
        yield from (f"  {name}: {printable(str(value))}" for name, value in answer.said.items() if name not in known)


def _notes(answer: Answer) -> Iterator[str]:
    yield from (f"  – {printable(note)}" for note in answer.notes)


def _value(value: Any) -> str:
    return in_language(value) if isinstance(value, dict) else str(value)


def _name(name: str) -> str:
    return {
        "number": _("Number"),
        "holder": _("Holder"),
        "party": _("Entry in the register"),
        "instrument": _("Instrument"),
        "class": _("Class"),
        "since": _("Holds from"),
        "until": _("No longer holds from"),
        "licensed_w": _("Licensed electric power, W"),
        "signed_by": _("Signed by"),
        "title": _("Title"),
    }[name]


def _kind(kind: Kind) -> str:
    return {
        Kind.DOCUMENT: _("certificate document"),
        Kind.CODE: _("printed code"),
        Kind.CREDENTIAL: _("credential"),
        Kind.STATUS_LIST: _("status list"),
        Kind.RULE_PACK: _("rule pack"),
        Kind.RECEIPT: _("receipt"),
        Kind.BUNDLE: _("bundle"),
        Kind.REGISTER: _("register snapshot"),
    }[kind]


def _status(status: str) -> str:
    return {
        "valid": _("valid"),
        "suspended": _("suspended"),
        "revoked": _("revoked"),
        "surrendered": _("surrendered"),
        "expired": _("expired"),
        "unknown": _("unknown"),
    }.get(status, status)
