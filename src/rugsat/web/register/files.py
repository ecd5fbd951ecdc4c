"""The register as files: the columns of ESMA's register of crypto-asset service providers, plain CSV, and JSON."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from rugsat.law.rulebook import Rulebook
from rugsat.operations.legacy.esma_casps import COLUMNS as CASPS
from rugsat.store.queries.public.export import Entry
from rugsat.web.register.words import condition_word

SERVICES = {
    "a": "providing custody and administration of crypto-assets on behalf of clients",
    "b": "operation of a trading platform for crypto-assets",
    "c": "exchange of crypto-assets for funds",
    "d": "exchange of crypto-assets for other crypto-assets",
    "e": "execution of orders for crypto-assets on behalf of clients",
    "f": "placing of crypto-assets",
    "g": "reception and transmission of orders for crypto-assets on behalf of clients",
    "h": "providing advice on crypto-assets",
    "i": "providing portfolio management on crypto-assets",
    "j": "providing transfer services for crypto-assets on behalf of clients",
}
"""Services of Regulation (EU) 2023/1114, Art. 3(1)(16), as ESMA words them."""
_SERVICE = re.compile(r"service ([a-j])\b")
_PLAIN = (
    "number",
    "instrument",
    "class",
    "status",
    "since",
    "until",
    "begun",
    "ended",
    "ends_on",
    "licensed_w",
    "party",
    "holder",
    "lei",
    "country",
    "trade_names",
)


def esma_casps(entries: Iterable[Entry], law: Rulebook, on: date) -> Iterator[str]:
    """Lines of a CSV in ESMA's columns; what the register does not know is left empty, never made up."""
    yield "\ufeff" + csv_line(CASPS)
    for entry in entries:
        yield csv_line([_esma(entry, law, on)[name] for name in CASPS])


def plain_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """Lines of a CSV, one for each authorisation; several trade names stand between upright strokes."""
    yield csv_line(_PLAIN)
    for entry in entries:
        told = plain(entry)
        yield csv_line([*(told[name] for name in _PLAIN[:-1]), "|".join(told["trade_names"])])


def plain_json(entries: Iterable[Entry], on: date) -> Iterator[str]:
    """A JSON document with the day and one object for each authorisation."""
    yield f'{{"on": "{on}", "authorisations": ['
    for number, entry in enumerate(entries):
        yield (",\n" if number else "\n") + json.dumps(plain(entry), ensure_ascii=False)
    yield "\n]}\n"


def plain(entry: Entry) -> dict[str, Any]:
    """An authorisation as plain data."""
    line = entry.line
    return {
        "number": line.number,
        "instrument": line.instrument,
        "class": line.cls,
        "status": line.status,
        "since": line.since.isoformat(),
        "until": _day(line.until),
        "begun": entry.begun.isoformat(),
        "ended": _day(entry.ended),
        "ends_on": _day(line.ends_on),
        "licensed_w": line.licensed_w,
        "party": line.party,
        "holder": line.holder,
        "lei": entry.lei,
        "country": entry.country,
        "trade_names": list(entry.trade_names),
    }


def esma_day(day: date | None) -> str:
    """A day as ESMA writes it; empty where there is none."""
    return f"{day:%d/%m/%Y}" if day else ""


def csv_line(values: Sequence[Any]) -> str:
    """A line of a CSV."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(_cell(value) for value in values)
    return written.getvalue()


def _esma(entry: Entry, law: Rulebook, on: date) -> dict[str, str]:
    line, conditions = entry.line, [condition_word(each) for each in entry.conditions]
    instrument = law.instruments.get(line.instrument)
    version = (instrument.on(on) or instrument.versions[-1]) if instrument else None
    letters = sorted({match[1] for each in conditions if (match := _SERVICE.match(each))})
    other = [each for each in conditions if not _SERVICE.match(each)]
    comments = [f"{version.title.get('en', line.instrument) if version else line.instrument}: {line.status}", *other]
    known = entry.recorded_at.astimezone(ZoneInfo(law.jurisdiction.time_zone)).date()
    return dict.fromkeys(CASPS, "") | {
        "ae_competentAuthority": version.issued_by.get("en", "") if version and not line.given_in else "",
        "ae_homeMemberState": line.given_in or law.jurisdiction.code.upper(),
        "ae_lei_name": line.holder,
        "ae_lei": entry.lei or "",
        "ae_lei_cou_code": entry.country,
        "ae_commercial_name": "|".join(entry.trade_names),
        "ac_authorisationNotificationDate": esma_day(entry.begun),
        "ac_authorisationEndDate": esma_day(entry.ended),
        "ac_serviceCode": " | ".join(f"{letter}. {SERVICES[letter]}" for letter in letters),
        "ac_serviceCode_cou": "" if line.given_in else law.jurisdiction.code.upper(),
        "ac_comments": f"{line.number}; {'; '.join(comments)}",
        "ac_lastupdate": esma_day(known),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _cell(value: Any) -> Any:
    """A value as a cell; a text that a spreadsheet would compute is marked as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t"} else value
