"""What checks give, what is made of it, and the run that holds it."""

from rugsat.evidence.schemas.contract import Contract
from rugsat.kernel.column import Column, ColumnType

_T, _I, _D, _DEC = ColumnType.TEXT, ColumnType.INTEGER, ColumnType.DATE, ColumnType.DECIMAL

VIOLATIONS = Contract(
    "violations",
    1,
    "One row per occasion on which a check's statement was true",
    (
        Column("check", _T, "Check that found it"),
        Column("subject", _T, "Whom or what it concerns: kind and identifier, as in connection:MR-0001"),
        Column("began_us", ColumnType.MOMENT, "Beginning"),
        Column("ended_us", ColumnType.MOMENT, "End, itself no longer part of it"),
        Column("first_day", _D, "First local day; the law of that day is applied"),
        Column("last_day", _D, "Last local day"),
        Column("observed", _DEC, "What was observed"),
        Column("limit", _DEC, "What the law in force that day allowed"),
        Column("unit", _T, "Unit of both"),
        Column("class", _T, "Class whose law was applied; * where the law does not differ by class"),
        Column("zone", _T, "Zone whose law was applied; * where the law does not differ by zone"),
        Column("sender", _T, "Locator: party that filed the row; empty where no single row shows it", nullable=True),
        Column("filing", _T, "Locator: filing", nullable=True),
        Column("row", _I, "Locator: row in the file as it was filed", nullable=True),
        Column("note", _T, "What a reader needs to weigh it, as in how unlikely it is by chance", nullable=True),
    ),
    (),
)

FINDINGS = Contract(
    "findings",
    1,
    "One row per episode: adjoining violations of one check by one subject",
    (
        Column("finding", _T, "Stable key: digest of check, subject and beginning of the episode"),
        Column("check", _T, "Check"),
        Column("subject", _T, "Whom or what it concerns"),
        Column("began_us", ColumnType.MOMENT, "Beginning of the episode"),
        Column("ended_us", ColumnType.MOMENT, "End of the episode, itself no longer part of it"),
        Column("first_day", _D, "First local day"),
        Column("last_day", _D, "Last local day"),
        Column("violations", _I, "How many violations it is made of"),
        Column("observed", _DEC, "The observation farthest from what was allowed"),
        Column("limit", _DEC, "What was allowed then"),
        Column("unit", _T, "Unit of both"),
        Column("class", _T, "Class whose law was applied; * where the law does not differ by class"),
        Column("zone", _T, "Zone whose law was applied; * where the law does not differ by zone"),
        Column("note", _T, "Note of the violation farthest from what was allowed", nullable=True),
        Column("standing", _T, "law, policy, demonstration or unverified: the weakest value that it rests on"),
        Column("articles", _T, "Articles in force that it rests on, one to a line"),
        Column("locators", _T, "Rows of the lake that show it: sender filing row, one to a line, 20 at most"),
        Column("lifecycle", _T, "experimental, stable or deprecated: an experimental one opens no case by itself"),
        Column("rule_pack", _T, "Digest of the rule pack"),
        Column("lake_commit", _I, "Commit of the lake that was read"),
        Column("register_commit", _I, "Commit of the register that was read; 0 where there is none"),
        Column("code_digest", _T, "Digest of the code of the check"),
    ),
    ("finding",),
)

RUN: tuple[Column, ...] = (
    Column("run", _T, "Identifier: the day and a digest of all that went in"),
    Column("jurisdiction", _T, "Jurisdiction"),
    Column("since", _D, "First legal day that was looked at", nullable=True),
    Column("on", _D, "Legal day up to which it looked"),
    Column("started", _T, "When it was started, UTC"),
    Column("engine", _T, "Engine it ran on"),
    Column("rule_pack", _T, "Digest of the rule pack; the pack lies beside the run"),
    Column("lake_commit", _I, "Commit of the lake"),
    Column("lake_digest", _T, "Digest of that commit"),
    Column("register_commit", _I, "Commit of the register"),
    Column("code_digest", _T, "Digest of the code of all checks"),
    Column("demonstration", _T, "Demonstration acts and tried acts that the rule pack holds"),
    Column("findings", _I, "How many findings"),
)
"""What run.json says of a run, beside the coverage: each check with asleep or awake, the reason, and its counts."""
