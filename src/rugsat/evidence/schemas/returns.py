"""Who owes which return, and what was filed."""

from rugsat.evidence.schemas.contract import Contract
from rugsat.kernel.column import Column, ColumnType

_T, _I, _D = ColumnType.TEXT, ColumnType.INTEGER, ColumnType.DATE

OBLIGATIONS = Contract(
    "register.obligations",
    1,
    "Who owes which return for which period, and when it is due",
    (
        Column("party", _T, "Party that owes the return"),
        Column("return", _T, "Return"),
        Column("period", _T, "Reporting period, as in 2026-01"),
        Column("part", _T, "Part, where a return is filed in parts; empty where it is not"),
        Column("due", _D, "Last legal day on which it is in time"),
        Column("authorisation", _T, "Authorisation that it follows from", nullable=True),
        Column("act", _T, "Act or article that it follows from"),
        Column("recorded_us", ColumnType.MOMENT, "When the register came to know it"),
    ),
    ("party", "return", "period", "part"),
)

FILINGS = Contract(
    "filings",
    1,
    "Every filing with its fate: accepted, accepted in part, rejected, nil, late",
    (
        Column("filing", _T, "Identifier of the filing, which is that of its receipt"),
        Column("sender", _T, "Party that filed"),
        Column("return", _T, "Return"),
        Column("period", _T, "Reporting period"),
        Column("part", _T, "Part; empty where there is none"),
        Column("kind", _T, "original, correction, cancellation or nil"),
        Column("status", _T, "ACPT accepted, PART accepted in part, RJCT rejected, as in ISO 20022 auth.031"),
        Column("accepted_rows", _I, "Rows that were accepted"),
        Column("rejected_rows", _I, "Rows that were not"),
        Column("file_name", _T, "Name of the file as it was filed"),
        Column("file_digest", _T, "SHA-256 of the file as it was filed"),
        Column("received_us", ColumnType.MOMENT, "When it was received"),
        Column("received_on", _D, "Legal day on which it was received"),
        Column("due", _D, "Legal due date; empty where it is unknown", nullable=True),
        Column("late", ColumnType.BOOLEAN, "Received after the due date; empty where that is unknown", nullable=True),
        Column("rule_pack", _T, "Rule pack it was judged by"),
        Column("receipt_digest", _T, "SHA-256 of the receipt"),
        Column("commit", _I, "Commit of the lake that entered it"),
    ),
    ("filing",),
)
