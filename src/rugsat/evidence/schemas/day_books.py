"""Day books: what the filings of a legal day come to; the cycle makes them, and can make them again at any time."""

from rugsat.evidence.schemas.contract import Contract
from rugsat.kernel.column import LEGAL_DAY, LOCATOR, Column, ColumnType

_T, _I, _DEC = ColumnType.TEXT, ColumnType.INTEGER, ColumnType.DECIMAL

_CONNECTION = Column("connection", _T, "Connection point")
_SENDERS = (
    Column("first_sender", _T, "Party that filed readings of it that day, of several the first by name"),
    Column("last_sender", _T, "The last by name; the same where one alone filed"),
)

METER_SUMS = Contract(
    "meter_sums",
    1,
    "Sums of the readings of a connection and legal day as filed; metered_days is made of them",
    (
        _CONNECTION,
        LEGAL_DAY,
        Column("energy_wh", _I, "Energy of read intervals", "Wh"),
        Column("energy_upper_wh", _I, "Energy of all intervals", "Wh"),
        Column("metered_s", _I, "Length of read intervals", "second"),
        Column("covered_s", _I, "Length of all intervals", "second"),
        Column("shortest_s", _I, "Length of the shortest interval", "second"),
        Column("longest_s", _I, "Length of the longest interval", "second"),
        Column("first_filing", _T, "Filing, of several the first"),
        Column("last_filing", _T, "Filing, of several the last"),
        *_SENDERS,
    ),
    ("connection", "legal_day"),
)
METERED_DAYS = Contract(
    "metered_days",
    1,
    "Energy of a connection and legal day, counted once however often it was filed",
    (
        _CONNECTION,
        LEGAL_DAY,
        Column("energy_wh", _I, "Energy that was read, never too much: estimated readings are left out", "Wh"),
        Column("energy_upper_wh", _I, "Energy with estimated readings, never too little", "Wh"),
        Column("metered_s", _I, "How much of the day was read", "second"),
        Column("covered_s", _I, "How much of the day was read or estimated", "second"),
        *_SENDERS,
    ),
    ("connection", "legal_day"),
)
REGISTERED_READINGS = Contract(
    "registered_readings",
    1,
    "Meter readings of the connections that the register names, for any site on any day",
    (
        _CONNECTION,
        LEGAL_DAY,
        Column("began_us", ColumnType.MOMENT, "Begin of the interval"),
        Column("interval_s", _I, "Length of the interval", "second"),
        Column("energy_wh", _I, "Energy taken from the grid in the interval", "Wh"),
        Column("load_w", _I, "Mean power over the interval", "W"),
        Column("estimated", ColumnType.BOOLEAN, "Whether the value was estimated instead of read"),
        *LOCATOR,
    ),
    (),
)
EXECUTED_DAYS = Contract(
    "executed_days",
    1,
    "How often a client of an exchange traded an asset on a legal day",
    (
        Column("exchange", _T, "Exchange"),
        Column("client", _T, "Number of the client", nullable=True),
        Column("dti", _T, "Asset"),
        Column("own", _I, "1 for dealing on own account (DEAL), else 0"),
        LEGAL_DAY,
        Column("executions", _I, "Executions, whole or in part, as filed"),
    ),
    ("exchange", "client", "dti", "own", "legal_day"),
)
EVENT_FILINGS = Contract(
    "event_filings",
    1,
    "Which filings the events of orders of an exchange and legal day came with",
    (
        Column("exchange", _T, "Exchange"),
        LEGAL_DAY,
        *LOCATOR[:2],
        Column("events", _I, "Events that it brought"),
    ),
    ("exchange", "legal_day", "sender", "filing"),
)
NUMBER_SPANS = Contract(
    "number_spans",
    1,
    "From which to which number the events of an order book and legal day run; number_gaps is made of it",
    (
        Column("exchange", _T, "Exchange"),
        LEGAL_DAY,
        Column("dti", _T, "Asset"),
        Column("counter", _T, "Asset that is given for it; empty where it is money"),
        Column("money", _T, "Currency that is given for it; empty where it is an asset"),
        Column("low", _I, "Lowest number"),
        Column("high", _I, "Highest number"),
        Column("distinct", _I, "How many numbers there are, each once"),
    ),
    ("exchange", "legal_day", "dti", "counter", "money"),
)
NUMBER_GAPS = Contract(
    "number_gaps",
    1,
    "Legal days of exchanges on which numbers of events are missing, over the exchange and within an order book",
    (
        Column("exchange", _T, "Exchange"),
        LEGAL_DAY,
        Column("missing", _I, "How many numbers are missing between the lowest and the highest"),
        Column("distinct", _I, "How many numbers there are, each once"),
        Column("sequence", _I, "Last number before the first gap"),
        Column("following", _I, "First number after it"),
    ),
    ("exchange", "legal_day"),
)
OWED_ASSETS = Contract(
    "owed_assets",
    1,
    "What an exchange owes its clients of an asset at the end of a legal day, in portions to be added",
    (
        Column("exchange", _T, "Exchange"),
        LEGAL_DAY,
        Column("dti", _T, "Asset"),
        Column("quantity", _DEC, "Balances above zero, each once", "asset unit"),
    ),
    (),
)
TRANSFERS_ABROAD = Contract(
    "transfers_abroad",
    1,
    "Transfers of clients out of the country, each once",
    (
        Column("exchange", _T, "Exchange that carried it out"),
        Column("transfer_id", _T, "Number of the transfer at the exchange"),
        Column("client", _T, "Number of the client"),
        LEGAL_DAY,
        Column("value_reporting", _DEC, "Value in the reporting currency, at most 10^15; the lower where filed twice",
               nullable=True),
        Column("first_person", _T, "Person token that its lines name, of several the first", nullable=True),
        Column("last_person", _T, "Person token, of several the last", nullable=True),
    ),
    ("exchange", "transfer_id", "client", "legal_day"),
)  # fmt: skip

DAY_BOOKS: tuple[Contract, ...] = (
    METER_SUMS,
    METERED_DAYS,
    REGISTERED_READINGS,
    EXECUTED_DAYS,
    EVENT_FILINGS,
    NUMBER_SPANS,
    NUMBER_GAPS,
    TRANSFERS_ABROAD,
    OWED_ASSETS,
)
