"""A receipt in words, in the language of the reader."""

from collections.abc import Iterator

from rugsat.domain.returns.expected_words import expected_in_words
from rugsat.domain.returns.filing import FilingKind
from rugsat.domain.returns.receipt import FileStatus, Receipt
from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import ngettext

_WIDE = 60


def receipt_text(receipt: Receipt) -> str:
    """The receipt as lines of text; the fault file has every fault, the text the first of them."""
    return "\n".join(_lines(receipt)) + "\n"


def _lines(receipt: Receipt) -> Iterator[str]:
    filing, receiving = receipt.filing, receipt.receiving
    yield _status(receipt)
    if receiving.draft:
        yield _("DRAFT: this receipt counts for nothing, and no duty is fulfilled by it")
    for act in receiving.demonstrations:
        yield _("DEMONSTRATION: judged under {act}, which is not law").format(act=act)
    yield ""
    named = {
        _("Receipt"): receipt.id,
        _("Sender"): filing.sender,
        _("Return"): _("{name}, form of {since}").format(name=filing.return_name, since=receipt.form_since),
        _("Period"): filing.period.code,
        _("Kind"): _kind(filing.kind) + (f", {filing.part}" if filing.part else ""),
        _("File"): _("{name}, {size} bytes").format(name=receipt.file.name, size=f"{receipt.file.size:,}"),
        "SHA-256": receipt.file.sha256,
        _("Received"): receiving.received_at.isoformat(timespec="seconds"),
        _("Due"): _("unknown") if receiving.due is None else receiving.due.isoformat(),
        _("Late"): {None: _("unknown"), True: _("yes"), False: _("no")}[receiving.late],
        _("Rule pack"): receiving.rule_pack,
    }
    width = max(map(len, named)) + 2
    yield from (f"{name:<{width}}{value}" for name, value in named.items())
    yield from _rules(receipt)
    yield from _faults(receipt)


def _kind(kind: FilingKind) -> str:
    return {
        FilingKind.ORIGINAL: _("original"),
        FilingKind.CORRECTION: _("correction"),
        FilingKind.CANCELLATION: _("cancellation"),
        FilingKind.NIL: _("nil"),
    }[kind]


def _status(receipt: Receipt) -> str:
    words = {
        FileStatus.ACCEPTED: _("ACCEPTED"),
        FileStatus.IN_PART: _("ACCEPTED IN PART"),
        FileStatus.REJECTED: _("REJECTED"),
        FileStatus.CORRUPTED: _("REJECTED: the file cannot be read"),
        FileStatus.WRONG_NAME: _("REJECTED: the file is not what its name says"),
    }
    if receipt.refusal:
        return f"{words[receipt.status]} ({receipt.status})\n{receipt.refusal}"
    good = receipt.rows - receipt.rejected_rows
    rows = ngettext("{count} row", "{count} rows", receipt.rows).format(count=f"{receipt.rows:,}")
    counts = _("{rows}: {good} good, {bad} with faults").format(
        rows=rows, good=f"{good:,}", bad=f"{receipt.rejected_rows:,}"
    )
    return f"{words[receipt.status]} ({receipt.status})\n{counts}"


def _rules(receipt: Receipt) -> Iterator[str]:
    broken = [rule for rule in receipt.checked if rule.faults]
    if broken:
        yield ""
        yield _("Faults by rule")
        yield from (f"  {rule.faults:>10,}  {rule.id}: {rule.expected}" for rule in broken)
    if receipt.not_checked:
        yield ""
        yield _("Not checked")
        yield from (f"  {rule.id}: {rule.why}" for rule in receipt.not_checked)


def _faults(receipt: Receipt) -> Iterator[str]:
    if not receipt.first_faults:
        return
    yield ""
    yield _("First faults (row 1 is the first one with data)")
    for row, field, value, _rule, expected in receipt.first_faults:
        shown = _("empty") if value is None else value
        shown = shown if len(shown) <= _WIDE else f"{shown[:_WIDE]}…"
        place = _("row {row}").format(row=row) + (f", {field}" if field else "")
        # A call inside an f-string is not seen by the extractor of messages.
        yield f"  {place}: {shown} — " + _("expected {what}").format(what=expected_in_words(expected))
    more = receipt.fault_count - len(receipt.first_faults)
    if more > 0:
        yield "  " + ngettext("{count} more in the fault file", "{count} more in the fault file", more).format(
            count=f"{more:,}"
        )
