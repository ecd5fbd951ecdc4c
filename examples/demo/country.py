"""A simulated country in the demonstration: written, filed day by day, supervised, and scored against what is true."""

import json
from concurrent.futures import Future, ThreadPoolExecutor

from commands import DEMONSTRATION, ROOT, WORK, heading, rugsat, show_command, told

COUNTRY = WORK / "country"
LAKE = WORK / "country-lake"
CARD = WORK / "score-card.html"
SHOWN_DAYS = 3
SIMULATE = ("simulate", "--days", 31, "--since", "2026-03-01", "--seed", 1, *DEMONSTRATION, "--out", COUNTRY)
LOAD = ("register", "load", COUNTRY / "register", "--lake", LAKE)
FILE = (
    *("returns", "file", COUNTRY / "filings", "--by-day", "--lake", LAKE),
    *("--keys", COUNTRY / "keys" / "authority-keys.json", *DEMONSTRATION),
)


class FiledCountry:
    """A country that is written and filed beside all else, for it has thousands of files."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._told: Future[tuple[str, str]] = self._pool.submit(self._file)

    @staticmethod
    def _file() -> tuple[str, str]:
        written = told(*SIMULATE)
        told(*LOAD)
        # A few files are meant to be refused: dirt, as real filings have it.
        return written, told(*FILE, fails=True)

    def shown(self) -> None:
        """Wait for it, and show its commands as if they were given now."""
        written, filed = self._told.result()
        self._pool.shutdown()
        heading("A simulated country with planted offences, for a month; it was written and filed beside the above")
        show_command(*SIMULATE)
        print(written.strip().replace(f"{ROOT}/", ""))
        heading("Its files, day by day, in the order in which they came; a few days stand for all")
        show_command(*FILE)
        _show_days(filed)


def supervise_country() -> None:
    heading("The cycle over the country")
    last = json.loads((COUNTRY / "country.json").read_text())["supervise_on"]
    rugsat("supervise", "--lake", LAKE, "--on", last, *DEMONSTRATION, quiet=True)
    heading("What was found, held against what is true: the score card")
    score = ("simulate", "score", "--answers", COUNTRY, "--findings", LAKE / "runs")
    rugsat(*score, "--cases", "--html", CARD)
    found = json.loads(told(*score, "--cases", "--json"))["cases"]["found"]
    if found:
        heading("The subtle offence, with its evidence")
        rugsat("findings", "explain", found["finding"]["finding"], "--lake", LAKE)


def say_where_the_country_lies() -> None:
    run = json.loads(told("findings", "list", "--lake", LAKE, "--all-runs", "--json"))[0]["run"]
    print(f"Country   {(LAKE / 'runs' / run / 'report.html').relative_to(ROOT)}   (its report, with a map by region)")
    print(f"Score     {CARD.relative_to(ROOT)}   (what was found of what was planted)")


def _show_days(filed: str) -> None:
    """The first days in full, then how many files and rows the others brought, then the last line."""
    lines = filed.strip().splitlines()
    days = [number for number, line in enumerate(lines) if line[:4].isdigit()]
    shown = days[SHOWN_DAYS] if len(days) > SHOWN_DAYS else len(lines)
    with_faults = sum(line.startswith("  ") for line in lines[shown:])
    print("\n".join(lines[:shown]))
    print(f"… {len(days) - SHOWN_DAYS} days more, {with_faults} files of them with faults that are named")
    print(lines[-1])
