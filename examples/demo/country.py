"""A simulated country in the demonstration: written, filed day by day, supervised, and scored against what is true."""

import json
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Self

from commands import DEMONSTRATION, ROOT, WORK, aside, heading, rugsat, show_command, stop, told

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
        self._doing = ""
        self._running: subprocess.Popen[str] | None = None
        self._left = False
        self._pool = ThreadPoolExecutor(1)
        self._told: Future[tuple[str, str]] = self._pool.submit(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it where the demonstration ends before it."""
        self._left = True
        if self._running:
            self._running.terminate()
        self._pool.shutdown()

    def shown(self) -> None:
        """Wait for it, and show its commands as if they were given now."""
        heading("A simulated country with planted offences, for a month; it was written and filed beside the above")
        self._wait()
        written, filed = self._told.result()
        show_command(*SIMULATE)
        print(written.strip().replace(f"{ROOT}/", ""))
        show_command(*LOAD)
        heading("Its files, day by day, in the order in which they came; a few days stand for all")
        show_command(*FILE)
        _show_days(filed)

    def _file(self) -> tuple[str, str]:
        written = self._beside(SIMULATE, "it is being written")
        self._beside(LOAD, "its register is being loaded")
        # A few files are meant to be refused: dirt, as real filings have it.
        return written, self._beside(FILE, "it is being filed", fails=True)

    def _beside(self, words: tuple[object, ...], doing: str, *, fails: bool = False) -> str:
        """What a command says that runs beside all else; its last line tells how far it is."""
        self._doing, lines = doing, []
        running = self._running = aside(*words)
        if self._left:  # just before this one was begun
            running.terminate()
        assert running.stdout is not None
        for line in running.stdout:
            lines.append(line)
            if line[:4].isdigit():
                self._doing = f"{doing}: {line.strip()}"
        if running.wait() not in ({0, 1} if fails else {0}):
            said = "".join(lines)
            stop(words, f"{running.returncode}\n{said}")
        return "".join(lines)

    def _wait(self) -> None:
        """Tell once a second how far it is; on a screen in one line that goes when it is done."""
        if not self._told.done() and not sys.stdout.isatty():
            print(f"Waiting for the country: {self._doing} …", flush=True)
        while not self._told.done():
            wait([self._told], timeout=1)
            if sys.stdout.isatty():
                print(f"\r\x1b[2KWaiting for the country: {self._doing}", end="", flush=True)
        if sys.stdout.isatty():
            print("\r\x1b[2K", end="")


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
